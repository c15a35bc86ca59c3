import { configKinds, type ConfigKind, fileOfKind } from './config-kind.ts';
import { quoteValue } from './describe-value.ts';
import type { Fault } from './fault.ts';
import { offsetOfField } from './locate-field.ts';
import type { YamlSubset } from './parse-yaml-subset.ts';

/** Files whose folder is named like the region: `regions/eu-west-1/region.yaml`. */
const REGION_FILE = /(?:^|\/)regions\/([^/]+)\/(?:region|observed)\.yaml$/;

/** Files that are named like what they hold: `regions/eu-west-1/access/inc-42.yaml`. */
const NAMED_FILE = /(?:^|\/)regions\/[^/]+\/(?:access|freezes)\/([^/]+)\.yaml$/;

/** What a file says about itself. */
export interface Identity {
  /** Whether the file is of another known kind; then nothing else about it is worth saying. */
  readonly isOtherKind: boolean;
  readonly faults: readonly Fault[];
}

/** Checks what a schema cannot: that the file stands where its kind and its name belong. */
export function checkIdentity(input: {
  readonly kind: ConfigKind;
  readonly file: string;
  readonly yaml: YamlSubset;
}): Identity {
  const { kind, file, yaml } = input;
  const written = configKinds.find((known) => known === yaml.value.kind);
  if (written !== undefined && written !== kind) {
    const message = `expected "${kind}", got "${written}"; files of that kind stand at ${fileOfKind[written]}`;
    const offset = offsetOfField(yaml.document, ['kind'], 'value');
    return { isOtherKind: true, faults: [{ offset, path: ['kind'], message, code: 'ERR_CONFIG_VALUE' }] };
  }
  return { isOtherKind: false, faults: checkName(file, yaml) };
}

function checkName(file: string, { value, document }: YamlSubset): readonly Fault[] {
  const folder = REGION_FILE.exec(file)?.[1];
  const base = NAMED_FILE.exec(file)?.[1];
  const expected = folder ?? base;
  const name = (value.metadata as { readonly name?: unknown } | null | undefined)?.name;
  if (expected === undefined || typeof name !== 'string' || name === expected) return [];
  const path = ['metadata', 'name'];
  const place = folder === undefined ? `file ${quoteValue(`${base}.yaml`)}` : `folder ${quoteValue(folder)}`;
  const message = `${quoteValue(name)} is not the name of its ${place}; rename one of the two`;
  return [{ offset: offsetOfField(document, path, 'value'), path, message, code: 'ERR_CONFIG_NAME' }];
}
