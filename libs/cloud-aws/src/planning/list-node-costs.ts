import type { CostItem, RenderedObject } from '@atoll/cloud';
import { instanceTypes } from '../instance-types.ts';
import { renderBand, roundItem, scaleBand, toUnpricedItem } from './cost-band.ts';
import { type Fields, forProviderOf, kindKeyOf, toFields, toList } from './managed-object.ts';
import { HOURS_PER_MONTH, instancePrices, type Price, renderSource } from './prices.ts';

/** Where a region stands, and everything in it. */
export interface CostPlace {
  readonly location: string;
  readonly objects: readonly RenderedObject[];
}

/** Gives what the fixed nodes cost a month, and their disks, which have no known price. */
export function listNodeGroup(
  name: string,
  fields: Fields,
  { location, objects }: CostPlace,
): readonly CostItem[] {
  const [type = ''] = toList(fields['instanceTypes']).map(String);
  const { minSize, maxSize } = toFields(fields['scalingConfig']);
  const price = instancePrices[location]?.[type];
  const count = { low: Number(minSize), high: Number(maxSize) };
  const template = objects.find((object) => kindKeyOf(object) === 'ec2.aws.m.upbound.io LaunchTemplate');
  const disk = renderDisk(template === undefined ? {} : forProviderOf(template));
  const item = roundItem({
    id: `nodes ${name}`,
    what: `${renderBand(count)} x ${type}, system nodes`,
    monthly: scaleBand(price, count, HOURS_PER_MONTH),
    source: renderSource(price, `${type} in ${location}`),
  });
  return [item, toUnpricedItem(`node disks ${name}`, `${renderBand(count)} x ${disk}`, location)];
}

/** Gives what the elastic nodes cost a month: from none at all to the pool's limit, all of the dearest type. */
export function listElasticNodes(objects: readonly RenderedObject[], location: string): readonly CostItem[] {
  const nodeClass = objects.find((object) => kindKeyOf(object) === 'karpenter.k8s.aws EC2NodeClass');
  return objects
    .filter((object) => kindKeyOf(object) === 'karpenter.sh NodePool')
    .flatMap((pool) => listPool(pool, toFields(nodeClass?.spec), location));
}

function listPool(pool: RenderedObject, nodeClass: Fields, location: string): readonly CostItem[] {
  const { limits, template } = toFields(pool.spec);
  const cpu = Number(toFields(limits)['cpu']);
  const types = listPoolTypes(toFields(toFields(template)['spec']));
  const dearest = findDearest(types, location);
  const smallest = Math.min(...types.map((type) => coresOf(type) ?? cpu));
  const disks = `0 to ${Math.ceil(cpu / smallest)} x ${renderDisk(nodeClass)}`;
  const item = roundItem({
    id: `elastic nodes ${pool.metadata.name}`,
    what: `0 to ${cpu} vCPU of ${types.join(', ')}`,
    monthly: scaleBand(dearest, { low: 0, high: cpu }, HOURS_PER_MONTH),
    source: renderSource(dearest, `${types.join(', ')} in ${location}`),
  });
  return [item, toUnpricedItem(`elastic node disks ${pool.metadata.name}`, disks, location)];
}

/** The first disk of each node; both kinds of template name it alike. */
function renderDisk(template: Fields): string {
  const [mapping] = toList(template['blockDeviceMappings']);
  const { volumeSize, volumeType } = toFields(toFields(mapping)['ebs']);
  return `${Number.parseInt(String(volumeSize ?? '0'), 10)} GiB ${String(volumeType ?? 'disk')}`;
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
