import type { Problem } from '@atoll/core';
import type { ValidateFunction } from 'ajv';
import { checkIdentity } from './check-identity.ts';
import { createValidators, type Validators } from './compile-validators.ts';
import { type CheckedBlocks, checkBlocks } from './check-blocks.ts';
import { checkRules } from './check-rules.ts';
import { composeSchema } from './compose-schema.ts';
import type { AccessGrantConfig } from './access-grant-schema.ts';
import { blockPlaceOfKind, type ConfigKind, nameOfKind } from './config-kind.ts';
import type { CloudSchemas } from './documented-schema.ts';
import { type Fault, type Place, placeAt, toProblems } from './fault.ts';
import { type FieldPath, parseFieldPath } from './field-path.ts';
import type { FreezeConfig } from './freeze-schema.ts';
import { hasField, offsetOfField } from './locate-field.ts';
import type { ObservedConfig } from './observed-schema.ts';
import type { OrganizationConfig } from './organization-schema.ts';
import { parseConfigDocument, parseYamlSubset, type YamlSubset } from './parse-yaml-subset.ts';
import type { RegionConfig } from './region-schema.ts';
import { listFields } from './schema-fields.ts';
import { type FaultContext, toSchemaFaults } from './schema-faults.ts';

/** A valid file: its values with all defaults, and the way back into its text. */
export interface ParsedConfig<Config> {
  /** The file's values without the clouds' own blocks. */
  readonly config: Config;
  /** The clouds' own blocks by the cloud's name, validated and defaulted; only those that the file holds. */
  readonly blocks: Readonly<Record<string, unknown>>;
  /**
   * Gives the place of a field such as `spec.aws.zones[2]`: its value, or its key if the value is a mapping or a list.
   * A field that the file does not hold gives the nearest field around it, and '' the start of the file's values.
   */
  locate(path: string): Place;
  /** Tells whether the file holds a field itself, such as `spec.aws.zones[2]`; false for a default. */
  holds(path: string): boolean;
}

/** A valid Region, with the block of its own cloud. */
export interface ParsedRegion extends ParsedConfig<RegionConfig> {
  readonly cloud: string;
  readonly block: unknown;
}

/** A valid file, or everything that is wrong with it: sorted, never empty. */
export type Parsed<Value> = { readonly value: Value } | { readonly problems: readonly Problem[] };

/** Reads the files of a config repository. `file` is the path relative to the repository's root, with `/`. */
export interface ConfigParser {
  parseRegion(file: string, text: string): Parsed<ParsedRegion>;
  parseOrganization(file: string, text: string): Parsed<ParsedConfig<OrganizationConfig>>;
  parseObserved(file: string, text: string): Parsed<ParsedConfig<ObservedConfig>>;
  parseAccessGrant(file: string, text: string): Parsed<ParsedConfig<AccessGrantConfig>>;
  parseFreeze(file: string, text: string): Parsed<ParsedConfig<FreezeConfig>>;
}

interface ParserParts {
  readonly clouds: readonly CloudSchemas[];
  readonly validators: Validators;
}

/** Gives a parser for the given clouds; schemas are compiled when the first file of their kind is parsed. */
export function createConfigParser(clouds: readonly CloudSchemas[]): ConfigParser {
  const parts = { clouds, validators: createValidators(clouds) };
  return {
    parseRegion: (file, text) => {
      const parsed = parseFile<RegionConfig>(parts, 'Region', { file, text });
      if (!('value' in parsed)) return parsed;
      const { cloud } = parsed.value.config.spec;
      return { value: { ...parsed.value, cloud, block: parsed.value.blocks[cloud] } };
    },
    parseOrganization: (file, text) => parseFile<OrganizationConfig>(parts, 'Organization', { file, text }),
    parseObserved: (file, text) => parseFile<ObservedConfig>(parts, 'Observed', { file, text }),
    parseAccessGrant: (file, text) => parseFile<AccessGrantConfig>(parts, 'AccessGrant', { file, text }),
    parseFreeze: (file, text) => parseFile<FreezeConfig>(parts, 'Freeze', { file, text }),
  };
}

function parseFile<Config>(
  parts: ParserParts,
  kind: ConfigKind,
  { file, text }: { readonly file: string; readonly text: string },
): Parsed<ParsedConfig<Config>> {
  const yaml = parseYamlSubset(text);
  if ('faults' in yaml) return { problems: toProblems(file, text, yaml.faults) };
  const checked = checkFile(parts, { kind, file, yaml });
  if (checked.faults.length > 0) return { problems: toProblems(file, text, checked.faults) };
  // Sound because the schemas of the kind and of its blocks, from which the types are made, have found no fault.
  const config = withoutBlocks(kind, yaml.value, parts.clouds) as Config;
  return { value: { config, blocks: checked.blocks, ...createFinder(text) } };
}

function checkFile(
  { clouds, validators }: ParserParts,
  { kind, file, yaml }: { readonly kind: ConfigKind; readonly file: string; readonly yaml: YamlSubset },
): CheckedBlocks {
  const identity = checkIdentity({ kind, file, yaml });
  if (identity.isOtherKind) return { blocks: {}, faults: identity.faults };
  const toFaults = (validate: ValidateFunction, value: unknown, prefix: FieldPath): readonly Fault[] =>
    validate(value)
      ? []
      : toSchemaFaults(validate.errors ?? [], value, { ...toContext(kind, clouds, yaml), prefix });
  const base = toFaults(validators.ofKind(kind), yaml.value, []);
  const { blocks, faults } = checkBlocks({ kind, yaml, clouds }, (cloud, block, { block: name, parent }) =>
    toFaults(validators.ofBlock(name, cloud), block, [...parent, cloud.cloud]),
  );
  // Rules across fields take values of the right type.
  const rules = base.length > 0 ? [] : checkRules(kind, yaml);
  return { blocks, faults: [...base, ...identity.faults, ...faults, ...rules] };
}

function toContext(
  kind: ConfigKind,
  clouds: readonly CloudSchemas[],
  { document, value }: YamlSubset,
): Omit<FaultContext, 'prefix'> {
  const own = (value.spec as { readonly cloud?: unknown } | null | undefined)?.cloud;
  return {
    document,
    title: nameOfKind(kind),
    known: listFields(composeSchema(kind, clouds)).map(({ path }) => path),
    foreign:
      kind === 'Region'
        ? clouds.filter(({ cloud }) => cloud !== own).map(({ cloud }) => `spec.${cloud}`)
        : [],
  };
}

function withoutBlocks(
  kind: ConfigKind,
  value: Record<string, unknown>,
  clouds: readonly CloudSchemas[],
): unknown {
  const place = blockPlaceOfKind[kind];
  const names = new Set(clouds.map(({ cloud }) => cloud));
  return place === undefined ? value : withoutFields(value, place.parent, names);
}

function withoutFields(
  value: Record<string, unknown>,
  path: readonly string[],
  names: ReadonlySet<string>,
): Record<string, unknown> {
  const [step, ...rest] = path;
  if (step === undefined)
    return Object.fromEntries(Object.entries(value).filter(([name]) => !names.has(name)));
  return { ...value, [step]: withoutFields(value[step] as Record<string, unknown>, rest, names) };
}

/** The tree is not kept: a fleet of thousands would hold it for a handful of questions, so the first one parses again. */
function createFinder(text: string): Pick<ParsedConfig<unknown>, 'locate' | 'holds'> {
  let known: ReturnType<typeof parseConfigDocument> | undefined;
  const parse = () => (known ??= parseConfigDocument(text));
  return {
    locate: (path) => placeAt(text, offsetOfField(parse(), parseFieldPath(path) ?? [], 'value')),
    holds: (path) => {
      const steps = parseFieldPath(path);
      return steps !== undefined && hasField(parse(), steps);
    },
  };
}
