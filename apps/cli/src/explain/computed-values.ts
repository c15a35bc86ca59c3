import type { FieldExplanation } from '@atoll/region-config';
import type { Region } from '@atoll/region-model';

/** A value that Atoll works out from fields. */
export interface ComputedValue {
  /** What it is, such as `node limit`. */
  readonly what: string;
  /** How it came about, and the outcome. */
  readonly text: string;
  readonly value: unknown;
}

interface Computation {
  /** Fields of a Region that it is worked out from, or that it stands in for. */
  readonly fields: readonly string[];
  compute(region: Region): ComputedValue;
}

/** Everything that a Region's model works out, in the order of the schema. */
const COMPUTATIONS: readonly Computation[] = [
  { fields: ['spec.network.cidr'], compute: computeSubnets },
  { fields: ['spec.network.apiServer', 'spec.network.exposure'], compute: computeReach },
  { fields: ['spec.dns.domain'], compute: computeZone },
  { fields: ['spec.compute.nodes', 'spec.compute.expected'], compute: computeNodeLimit },
];

/** Gives what is worked out from an explained field, from one above it or from one below it. */
export function listComputedValues(
  { kind, path }: Pick<FieldExplanation, 'kind' | 'path'>,
  region: Region,
): readonly ComputedValue[] {
  if (kind !== 'Region') return [];
  return COMPUTATIONS.filter(({ fields }) => fields.some((field) => isRelated(field, path))).map(
    ({ compute }) => compute(region),
  );
}

function isRelated(field: string, path: string): boolean {
  const isBelow = (a: string, b: string) =>
    b === '' || a === b || a.startsWith(`${b}.`) || a.startsWith(`${b}[`);
  return isBelow(field, path) || isBelow(path, field);
}

function computeSubnets({ network }: Region): ComputedValue {
  const { subnets } = network;
  const text = `${subnets.join(', ')}; the fourth quarter of ${network.cidr} stays free.`;
  return { what: 'subnets', text, value: subnets };
}

function computeReach({ network }: Region): ComputedValue {
  const { publicAccess, allowedCidrs } = network.apiServer;
  const text = publicAccess
    ? `its public endpoint lets in ${allowedCidrs.join(', ')}.`
    : 'it has no public endpoint.';
  return { what: 'API server', text, value: network.apiServer };
}

function computeZone({ dns }: Region): ComputedValue {
  return { what: 'zone', text: dns.zone, value: dns.zone };
}

function computeNodeLimit({ compute }: Region): ComputedValue {
  const { explanation, ...limit } = compute.nodeLimit;
  const text = `${explanation} At most ${limit.nodes} nodes, ${limit.cpu} CPU and ${limit.memoryGib} GiB.`;
  return { what: 'node limit', text, value: limit };
}
