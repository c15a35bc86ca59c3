import type { CostBand, CostItem, RenderedObject } from '@atoll/cloud';
import { partitionOfLocation } from '../aws-region.ts';
import { renderBand, roundItem, scaleBand, toUnpricedItem } from './cost-band.ts';
import { type CostPlace, listElasticNodes, listNodeGroup } from './list-node-costs.ts';
import { type Fields, forProviderOf, isObserveOnly, kindKeyOf } from './managed-object.ts';
import { HOURS_PER_MONTH, natPrices, type Price, renderSource, worldPrices } from './prices.ts';

/** Zones of a regional NAT gateway: it follows the nodes, so it may stand in one zone or in all three. */
const NAT_ZONES: CostBand = { low: 1, high: 3 };

/** What a region always pays for and nobody can know beforehand. */
const USAGE: CostItem = {
  id: 'usage',
  what: 'traffic, load balancers, S3, logs, backups, PrivateLink and Transit Gateway',
  monthly: undefined,
  source: 'depends on use',
  dependsOnUse: true,
};

/** Gives what a region in AWS costs a month at on-demand list prices, part by part, sorted by id. */
export function listCosts(objects: readonly RenderedObject[]): readonly CostItem[] {
  const own = objects.filter((object) => !isObserveOnly(object));
  const location = locationOf(own);
  if (location === undefined) return [];
  const items = [
    ...own.flatMap((object) => costOf(object, { location, objects: own })),
    ...listElasticNodes(own, location),
    USAGE,
  ];
  return items.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function costOf(object: RenderedObject, place: CostPlace): readonly CostItem[] {
  const { location } = place;
  const fields = forProviderOf(object);
  const { name } = object.metadata;
  switch (kindKeyOf(object)) {
    case 'eks.aws.m.upbound.io Cluster':
      return [
        toWorldItem(`cluster ${name}`, location, {
          what: 'EKS cluster',
          price: {
            ...worldPrices.cluster,
            usd: worldPrices.cluster.usd * HOURS_PER_MONTH,
          },
        }),
      ];
    case 'eks.aws.m.upbound.io NodeGroup':
      return listNodeGroup(name, fields, place);
    case 'rds.aws.m.upbound.io Instance':
      return listDatabase(name, fields, location);
    case 'ec2.aws.m.upbound.io NATGateway':
      return [toNatItem(name, location)];
    case 'kms.aws.m.upbound.io Key':
      return [toWorldItem(`key ${name}`, location, { what: 'KMS key', price: worldPrices.key })];
    case 'secretsmanager.aws.m.upbound.io Secret':
      return [toUnpricedItem(`secret ${name}`, 'secret', location)];
    case 'route53.aws.m.upbound.io Zone':
      return [toUnpricedItem(`zone ${name}`, 'DNS zone', location)];
    default:
      return [];
  }
}

function listDatabase(name: string, fields: Fields, location: string): readonly CostItem[] {
  const low = Number(fields['allocatedStorage']);
  const gib = renderBand({ low, high: Number(fields['maxAllocatedStorage'] ?? low) });
  const zones = fields['multiAz'] === true ? 'two zones' : 'one zone';
  const instance = `${String(fields['instanceClass'])}, PostgreSQL, ${zones}`;
  const storage = `${gib} GiB ${String(fields['storageType'])}, ${zones}`;
  return [
    toUnpricedItem(`database ${name}`, instance, location),
    toUnpricedItem(`database storage ${name}`, storage, location),
  ];
}

function toNatItem(name: string, location: string): CostItem {
  const price = natPrices[location];
  return roundItem({
    id: `nat ${name}`,
    what: 'NAT gateway, one to three zones',
    monthly: scaleBand(price, NAT_ZONES, HOURS_PER_MONTH),
    source: renderSource(price, `NAT gateway in ${location}`),
  });
}

function toWorldItem(
  id: string,
  location: string,
  { what, price }: { readonly what: string; readonly price: Price },
): CostItem {
  const isKnown = partitionOfLocation(location) === 'aws';
  const known = isKnown ? price : undefined;
  return roundItem({
    id,
    what,
    monthly: scaleBand(known, { low: 1, high: 1 }, 1),
    source: renderSource(known, `${what} in ${location}`),
  });
}

/** Every regional resource names its place; the first one is as good as any. */
function locationOf(objects: readonly RenderedObject[]): string | undefined {
  const found = objects
    .map((object) => forProviderOf(object)['region'])
    .find((region) => region !== undefined);
  return typeof found === 'string' ? found : undefined;
}
