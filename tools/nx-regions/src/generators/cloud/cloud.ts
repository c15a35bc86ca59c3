import type { GeneratorCallback, Tree } from '@nx/devkit';
import { parseName, sayNext, writeNewFiles } from '../new-file.ts';
import { type PortPackage, renderCloudFiles } from './cloud-files.ts';

/** Options of `nx g cloud`. */
export interface CloudOptions {
  readonly name: string;
}

/** Writes `libs/cloud-<name>` with the same cast of files as every cloud. */
export default async function cloud(tree: Tree, options: CloudOptions): Promise<GeneratorCallback> {
  const names = parseName('Cloud', options.name);
  const folder = `libs/cloud-${names.kebab}`;
  const files = renderCloudFiles(names, readPackage(tree));
  writeNewFiles(
    tree,
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text])),
  );
  return sayNext(
    `1. npm install   (links @atoll/cloud-${names.kebab})`,
    `2. In libs/synth/src/clouds.ts add ${names.camel} to the list, and above it`,
    `     import { ${names.camel} } from '@atoll/cloud-${names.kebab}';`,
    `   and in libs/synth/src/cloud-questions.ts ${names.camel}Questions of '@atoll/cloud-${names.kebab}/questions'.`,
    `3. In libs/synth/package.json add "@atoll/cloud-${names.kebab}": "*" to the dependencies, in ARCHITECTURE.md ${folder} to the map.`,
    '4. npm run docs   (its fields in the reference and the editor schemas)',
    '5. npm test',
  );
}

/** Versions are equal in all packages; the port's own package.json has it. */
function readPackage(tree: Tree): PortPackage {
  return JSON.parse(tree.read('libs/cloud/package.json', 'utf8') ?? '');
}
