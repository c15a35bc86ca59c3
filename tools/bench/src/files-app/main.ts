import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadRegions } from '../load-regions.ts';

// What `cdk8s synth` does and no more: the files of a fleet in a folder, validated on the way, without Git.
const [root = '', count = '', out = ''] = process.argv.slice(2);
const { synth, regions } = loadRegions(root, Number(count));
const made = new Set<string>();
for (const region of regions) {
  for (const { folder, files } of synth.renderRegion(region).folders) {
    for (const { path, text } of files) {
      const target = join(out, folder, path);
      makeFolder(dirname(target));
      writeFileSync(target, text);
    }
  }
}

function makeFolder(folder: string): void {
  if (made.has(folder)) return;
  mkdirSync(folder, { recursive: true });
  made.add(folder);
}
