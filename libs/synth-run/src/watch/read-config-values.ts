import type { Problem } from '@atoll/core';
import {
  type ConfigParser,
  configApiVersion,
  createConfigParser,
  type Parsed,
  type RegionConfig,
} from '@atoll/region-config';
import { clouds } from '@atoll/synth';

/** A file's values with all defaults, the blocks of the clouds among them. */
export interface ConfigValues {
  /** As the file has them: `apiVersion`, `kind`, `metadata`, `spec`. */
  readonly values: unknown;
  /** The region's configuration; only of a region.yaml. */
  readonly region: RegionConfig | undefined;
}

/** Reads the values of region.yaml and observed.yaml. */
export interface ConfigValueReader {
  read(path: string, text: string): Parsed<ConfigValues>;
}

/** Makes a reader; schemas are compiled when the first file of their kind is read. */
export function createConfigValueReader(): ConfigValueReader {
  const parser = createConfigParser(clouds.map(({ schemas }) => schemas));
  return {
    read: (path, text) =>
      path.endsWith('/observed.yaml') ? readObserved(parser, path, text) : readRegion(parser, path, text),
  };
}

/** Gives the values of an observed.yaml in which nothing was observed yet. */
export function emptyObserved(region: string): unknown {
  return { apiVersion: configApiVersion, kind: 'Observed', metadata: { name: region }, spec: {} };
}

function readRegion(parser: ConfigParser, path: string, text: string): Parsed<ConfigValues> {
  const parsed = parser.parseRegion(path, text);
  if ('problems' in parsed) return parsed;
  const { config, blocks } = parsed.value;
  return { value: { values: joinBlocks(config, blocks), region: config } };
}

function readObserved(parser: ConfigParser, path: string, text: string): Parsed<ConfigValues> {
  const parsed = parser.parseObserved(path, text);
  if ('problems' in parsed) return parsed;
  return { value: { values: joinBlocks(parsed.value.config, parsed.value.blocks), region: undefined } };
}

function joinBlocks(config: { readonly spec: object }, blocks: Readonly<Record<string, unknown>>): unknown {
  return { ...config, spec: { ...config.spec, ...blocks } };
}

/** Gives the first of a file's problems as one line. */
export function renderFirst(problems: readonly Problem[]): string {
  const [first] = problems;
  if (first === undefined) return 'it is not valid';
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return `${first.path === '' ? '' : `${first.path}: `}${first.message}${more}`;
}
