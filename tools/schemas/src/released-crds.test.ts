import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readReleasedCrds } from './released-crds.ts';
import { MINI_CRD } from './testing/mini-crd.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atoll-schemas-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe(readReleasedCrds, () => {
  it('finds a CRD among the documents of a file in a subfolder', async () => {
    await mkdir(join(folder, 'config'));
    await writeFile(join(folder, 'a.yaml'), '# speaks of widgets.parts.example.org\nkind: ConfigMap\n');
    await writeFile(join(folder, 'config', 'all.yaml'), `kind: List\n${MINI_CRD}---\nkind: ConfigMap\n`);

    const [found] = await readReleasedCrds(folder, ['widgets.parts.example.org']);

    expect(found?.file).toBe('config/all.yaml');
    expect(found?.crd.spec.names.kind).toBe('Widget');
  });

  it('says which CRD a folder lacks', async () => {
    await expect(readReleasedCrds(folder, ['x.example.org'])).rejects.toMatchObject({
      code: 'ERR_SCHEMAS_CRD_MISSING',
      message: `${folder}: no CustomResourceDefinition called x.example.org; correct tools/schemas/kinds.json or the release`,
    });
  });

  it('says that a folder cannot be read', async () => {
    await expect(readReleasedCrds(join(folder, 'none'), [])).rejects.toMatchObject({
      code: 'ERR_SCHEMAS_CRD_MISSING',
      message: `${join(folder, 'none')}: not readable; name the folder of releases with --from`,
    });
  });
});
