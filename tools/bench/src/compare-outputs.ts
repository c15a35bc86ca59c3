import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Line between two documents of one file, as cdk8s writes it. */
const SEPARATOR = /^---\n/m;

/** Two folders of manifests, compared document by document. */
export interface OutputComparison {
  readonly documents: number;
  readonly bytes: number;
  /** Documents of one folder that the other does not hold byte for byte. */
  readonly different: number;
}

/** Compares the YAML documents below two folders, whatever the files that hold them. */
export function compareOutputs(one: string, other: string): OutputComparison {
  const [ours, theirs] = [countDocuments(one), countDocuments(other)];
  const keys = new Set([...ours.counts.keys(), ...theirs.counts.keys()]);
  const different = [...keys].reduce(
    (sum, key) => sum + Math.abs((ours.counts.get(key) ?? 0) - (theirs.counts.get(key) ?? 0)),
    0,
  );
  return { documents: ours.documents, bytes: ours.bytes, different };
}

function countDocuments(folder: string) {
  const counts = new Map<string, number>();
  let [documents, bytes] = [0, 0];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.yaml')) continue;
    for (const text of readFileSync(join(entry.parentPath, entry.name), 'utf8').split(SEPARATOR)) {
      if (text === '') continue;
      const key = hash('sha256', text);
      counts.set(key, (counts.get(key) ?? 0) + 1);
      documents += 1;
      bytes += Buffer.byteLength(text);
    }
  }
  return { counts, documents, bytes };
}
