import {
  type FieldExplanation,
  createConfigParser,
  listLeaves,
  type ParsedConfig,
} from '@atoll/region-config';
import { clouds } from '@atoll/synth';
import type { RegionFiles } from '../load-region.ts';

/** A value that is in force for a region, with where it comes from. */
export interface ValueInForce {
  /** Path in its file, such as `spec.aws.zones[0]`. */
  readonly path: string;
  readonly value: unknown;
  readonly origin: 'file' | 'default';
  /** Where the file says it; absent for a default. */
  readonly file?: string;
  readonly line?: number;
}

/** Gives the values at an explained field and below it, after defaults; none where nothing is set. */
export function listValuesInForce(
  { kind, path }: Pick<FieldExplanation, 'kind' | 'path'>,
  files: RegionFiles['files'],
): readonly ValueInForce[] {
  const file = files[kind];
  if (file === undefined) return [];
  const parser = createConfigParser(clouds.map(({ schemas }) => schemas));
  const parsed = parser[`parse${kind}`](file.path, file.text);
  // The files have been loaded before, so this one is valid.
  if (!('value' in parsed)) return [];
  const { locate, holds } = parsed.value;
  return listLeaves(joinBlocks(parsed.value), path).map((leaf): ValueInForce => {
    if (!holds(leaf.path)) return { ...leaf, origin: 'default' };
    return { ...leaf, origin: 'file', file: file.path, line: locate(leaf.path).line };
  });
}

/** The file as a whole: the parser gives the clouds' blocks apart. */
function joinBlocks({ config, blocks }: ParsedConfig<{ readonly spec: object }>): unknown {
  return { ...config, spec: { ...config.spec, ...blocks } };
}
