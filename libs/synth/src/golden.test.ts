import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSynth } from './synth.ts';

/** The example fleet of this repository. */
const REGIONS = join(import.meta.dirname, '..', '..', '..', 'regions');

const GOLDEN = join(import.meta.dirname, '__golden__');

/** Regions whose files are all kept, one a cloud; of the others only the names are. */
const FULL = ['aws-us-east-1'];

/** Regions whose names are kept; a fleet may have others beside the documented examples. */
const NAMED = ['aws-us-east-1', 'aws-eu-central-1', 'aws-us-west-2'];

/** `UPDATE_GOLDEN=1` writes the files again; read the diff. */
const isUpdate = process.env['UPDATE_GOLDEN'] === '1';

const synth = createSynth({ digest: (text) => `sha256:${createHash('sha256').update(text).digest('hex')}` });

/** Gives the rendered files of an example by path. */
function renderExample(name: string): ReadonlyMap<string, string> {
  const organization = synth.loadOrganization(readConfig('fleet/organization.yaml'));
  if ('problems' in organization) throw new Error(JSON.stringify(organization.problems));
  const observed = readdirSync(join(REGIONS, name)).includes('observed.yaml')
    ? readConfig(`${name}/observed.yaml`)
    : undefined;
  const loaded = synth.loadRegion(
    { name, region: readConfig(`${name}/region.yaml`), observed },
    organization.value,
  );
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  const { folders } = synth.renderRegion(loaded.value);
  return new Map(
    folders.flatMap(({ folder, files }) =>
      files.map(({ path, text }) => [`${folder}/${path}`, text] as const),
    ),
  );
}

function readConfig(path: string) {
  return { path: `regions/${path}`, text: readFileSync(join(REGIONS, path), 'utf8') };
}

function readGolden(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), readFileSync(path, 'utf8')] as const;
    }),
  );
}

function writeGolden(folder: string, files: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

describe.each(FULL)('the rendering of %s', (name) => {
  it('is the golden one, file by file', () => {
    const rendered = renderExample(name);
    if (isUpdate) writeGolden(join(GOLDEN, name), rendered);

    expect(Object.fromEntries(rendered)).toStrictEqual(Object.fromEntries(readGolden(join(GOLDEN, name))));
  });
});

describe.each(NAMED)('the names of %s', (name) => {
  it('never change: renaming a managed resource deletes it in the cloud', () => {
    const names = [...renderExample(name)]
      .filter(([path]) => path.endsWith('.yaml'))
      .map(
        ([path, text]) =>
          `${path
            .split('/')
            .at(-1)
            ?.replace(/\.yaml$/, '')}${externalNameOf(text)}`,
      )
      .sort();
    const file = join(GOLDEN, `${name}.names.txt`);
    if (isUpdate) writeFileSync(file, `${names.join('\n')}\n`);

    expect(names).toStrictEqual(readFileSync(file, 'utf8').trimEnd().split('\n'));
  });
});

function externalNameOf(text: string): string {
  const found = /crossplane\.io\/external-name: (.*)/.exec(text)?.[1];
  return found === undefined ? '' : ` = ${found}`;
}
