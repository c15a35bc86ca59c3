import type { CostBand, CostItem, RenderedObject } from '@atoll/cloud';
import { instanceTypes } from '../instance-types.ts';
import { addBands, renderBand, roundItem, scaleBand } from './cost-band.ts';
import { type Fields, forProviderOf, kindKeyOf, toFields, toList } from './managed-object.ts';
import { HOURS_PER_MONTH, instancePrices, type Price, renderSource, volumePrices } from './prices.ts';

/** Where a region stands, and everything in it. */
export interface CostPlace {
  readonly location: string;
  readonly objects: readonly RenderedObject[];
}

/** Gives what the fixed nodes cost a month, with their disks. */
export function toNodeGroupItem(name: string, fields: Fields, { location, objects }: CostPlace): CostItem {
  const [type = ''] = toList(fields['instanceTypes']).map(String);
  const { minSize, maxSize } = toFields(fields['scalingConfig']);
  const price = instancePrices[location]?.[type];
  const count = { low: Number(minSize), high: Number(maxSize) };
  const template = objects.find((object) => kindKeyOf(object) === 'ec2.aws.m.upbound.io LaunchTemplate');
  const disks = toDisks(template === undefined ? {} : forProviderOf(template), { location, count });
  return roundItem({
    id: `nodes ${name}`,
    what: `${renderBand(count)} x ${type}, system nodes`,
    monthly: addBands(scaleBand(price, count, HOURS_PER_MONTH), disks),
    source: renderSource(price, `${type} in ${location}`),
  });
}

/** Gives what the elastic nodes cost a month: from none at all to the pool's limit, all of the dearest type. */
export function listElasticNodes(objects: readonly RenderedObject[], location: string): readonly CostItem[] {
  const nodeClass = objects.find((object) => kindKeyOf(object) === 'karpenter.k8s.aws EC2NodeClass');
  return objects
    .filter((object) => kindKeyOf(object) === 'karpenter.sh NodePool')
    .map((pool) => toPoolItem(pool, toFields(nodeClass?.spec), location));
}

function toPoolItem(pool: RenderedObject, nodeClass: Fields, location: string): CostItem {
  const { limits, template } = toFields(pool.spec);
  const cpu = Number(toFields(limits)['cpu']);
  const types = listPoolTypes(toFields(toFields(template)['spec']));
  const dearest = findDearest(types, location);
  const smallest = Math.min(...types.map((type) => coresOf(type) ?? cpu));
  const disks = toDisks(nodeClass, { location, count: { low: 0, high: Math.ceil(cpu / smallest) } });
  return roundItem({
    id: `elastic nodes ${pool.metadata.name}`,
    what: `0 to ${cpu} vCPU of ${types.join(', ')}`,
    monthly: addBands(scaleBand(dearest, { low: 0, high: cpu }, HOURS_PER_MONTH), disks),
    source: renderSource(dearest, `${types.join(', ')} in ${location}`),
  });
}

/** The first disk of each node; both kinds of template name it alike. */
function toDisks(
  template: Fields,
  { location, count }: { readonly location: string; readonly count: CostBand },
): CostBand | undefined {
  const [mapping] = toList(template['blockDeviceMappings']);
  const gib = Number.parseInt(String(toFields(toFields(mapping)['ebs'])['volumeSize'] ?? '0'), 10);
  return scaleBand(volumePrices[location], count, gib);
}

function listPoolTypes(spec: Fields): readonly string[] {
  const requirement = toList(spec['requirements'])
    .map(toFields)
    .find(({ key }) => key === 'node.kubernetes.io/instance-type');
  return toList(requirement?.['values']).map(String);
}

/** Gives the highest price of a core; undefined where the price of one type is unknown: it might be the dearest. */
function findDearest(types: readonly string[], location: string): Price | undefined {
  const prices = types.map((type) => toCorePrice(type, location));
  if (prices.includes(undefined)) return undefined;
  return prices.reduce((a, b) => (a === undefined || (b !== undefined && b.usd > a.usd) ? b : a), undefined);
}

function toCorePrice(type: string, location: string): Price | undefined {
  const [price, cores] = [instancePrices[location]?.[type], coresOf(type)];
  return price === undefined || cores === undefined ? undefined : { ...price, usd: price.usd / cores };
}

function coresOf(type: string): number | undefined {
  return instanceTypes.find(({ types }) => types.includes(type))?.cpu;
}
