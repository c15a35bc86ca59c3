import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { parse } from 'yaml';

import { asJsonObject, type JsonObject } from '../plain-json.ts';
import { stripCrd } from '../strip-crd.ts';

/** Put before the API group of the released CRDs, so that one server holds both. */
export const RELEASED_PREFIX = 'released.';

/**
 * Writes for each file the CRD as released, in a group of its own, and stripped, in its real group; both without
 * conversion webhooks, which no test cluster has.
 */
export async function writeTwoInOne(folder: string, crdFiles: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [index, file] of crdFiles.entries()) {
    const crd = parse(await readFile(file, 'utf8')) as JsonObject;
    await writeFile(join(folder, `${index}-stripped.json`), JSON.stringify(stripCrd(crd)));
    await writeFile(join(folder, `${index}-released.json`), JSON.stringify(moveToReleasedGroup(crd)));
  }
}

function moveToReleasedGroup(crd: JsonObject): JsonObject {
  const { group, conversion: _conversion, names, ...spec } = asJsonObject(crd['spec']);
  const { plural, singular, kind, listKind } = asJsonObject(names);
  const name = `${String(plural)}.${RELEASED_PREFIX}${String(group)}`;
  const moved = {
    ...spec,
    group: `${RELEASED_PREFIX}${String(group)}`,
    names: { plural, singular, kind, listKind },
  };
  return { apiVersion: crd['apiVersion'], kind: crd['kind'], metadata: { name }, spec: moved };
}
