import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterCrds } from '@atoll/agent-model';

/** Writes the CRDs of `atoll.dev` into a new folder, which the test removes. */
export function writeAtollCrds(): string {
  const folder = mkdtempSync(join(tmpdir(), 'atoll-crds-'));
  for (const crd of clusterCrds)
    writeFileSync(join(folder, `${crd.metadata.name}.json`), JSON.stringify(crd));
  return folder;
}
