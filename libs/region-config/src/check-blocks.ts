import { type BlockPlace, blockPlaceOfKind, type ConfigKind } from './config-kind.ts';
import { quoteValue } from './describe-value.ts';
import type { CloudSchemas } from './documented-schema.ts';
import type { Fault } from './fault.ts';
import { offsetOfField } from './locate-field.ts';
import type { YamlSubset } from './parse-yaml-subset.ts';

/** The clouds' blocks of a file, and what is wrong with them. */
export interface CheckedBlocks {
  readonly blocks: Readonly<Record<string, unknown>>;
  readonly faults: readonly Fault[];
}

interface FileOfClouds {
  readonly kind: ConfigKind;
  readonly yaml: YamlSubset;
  readonly clouds: readonly CloudSchemas[];
}

/** Checks the clouds' blocks of a file; a Region has exactly that of its own cloud. */
export function checkBlocks(
  input: FileOfClouds,
  check: (cloud: CloudSchemas, block: unknown, place: BlockPlace) => readonly Fault[],
): CheckedBlocks {
  const place = blockPlaceOfKind[input.kind];
  const fields = place === undefined ? undefined : mappingAt(input.yaml.value, place.parent);
  if (place === undefined || fields === undefined) return { blocks: {}, faults: [] };
  const checkHere = (cloud: CloudSchemas, block: unknown) => check(cloud, block, place);
  if (input.kind === 'Region') return checkOwnBlock(input, fields, checkHere);
  const present = input.clouds.filter(({ cloud }) => fields[cloud] !== undefined);
  const faults = present.flatMap((cloud) => checkHere(cloud, fields[cloud.cloud]));
  return { blocks: Object.fromEntries(present.map(({ cloud }) => [cloud, fields[cloud]])), faults };
}

/** Gives the mapping at a path; undefined where something else stands, of which the schema has told. */
function mappingAt(
  value: Record<string, unknown>,
  path: readonly string[],
): Record<string, unknown> | undefined {
  let found: unknown = value;
  for (const name of path) found = (found as Record<string, unknown> | null | undefined)?.[name];
  const isMapping = typeof found === 'object' && found !== null && !Array.isArray(found);
  return isMapping ? (found as Record<string, unknown>) : undefined;
}

function checkOwnBlock(
  { yaml, clouds }: FileOfClouds,
  fields: Record<string, unknown>,
  check: (cloud: CloudSchemas, block: unknown) => readonly Fault[],
): CheckedBlocks {
  const own = clouds.find(({ cloud }) => cloud === fields.cloud);
  // Without a known cloud no block is right or wrong; the schema has already asked for one.
  if (own === undefined) return { blocks: {}, faults: [] };
  const foreign = clouds.filter(({ cloud }) => cloud !== own.cloud && fields[cloud] !== undefined);
  const faults = foreign.map(({ cloud }): Fault => {
    const path = ['spec', cloud];
    const message = `${quoteValue(cloud)} is a field of another cloud; spec.cloud is ${quoteValue(own.cloud)}, so remove it or correct spec.cloud`;
    return {
      offset: offsetOfField(yaml.document, path, 'key'),
      path,
      message,
      code: 'ERR_CONFIG_OTHER_CLOUD',
    };
  });
  const block = fields[own.cloud] ?? defaultOf(own, fields);
  if (block === undefined) return { blocks: {}, faults: [...faults, missingBlock(yaml, own.cloud)] };
  return { blocks: { [own.cloud]: block }, faults: [...faults, ...check(own, block)] };
}

/** A cloud that needs nothing from its users has a default block; an empty `aws:` is no absent one. */
function defaultOf(own: CloudSchemas, fields: Record<string, unknown>): unknown {
  if (own.cloud in fields) return null;
  const { default: value } = own.region;
  return value === undefined ? undefined : structuredClone(value);
}

function missingBlock({ document }: YamlSubset, cloud: string): Fault {
  const path = ['spec', cloud];
  const message = `is required and missing; a region of cloud ${quoteValue(cloud)} says here what only that cloud knows`;
  return { offset: offsetOfField(document, path, 'key'), path, message, code: 'ERR_CONFIG_MISSING_FIELD' };
}
