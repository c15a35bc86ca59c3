import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Tree, workspaceRoot } from '@nx/devkit';
import { createTree } from '@nx/devkit/testing';
import { describe, expect, it } from 'vitest';
import cloud from './cloud/cloud.ts';
import command from './command/command.ts';
import component from './component/component.ts';
import region from './region/region.ts';
import { typecheck } from './testing/typecheck.ts';

const REGION = {
  name: 'aws-eu-west-1',
  cloud: 'aws',
  account: '011122223333',
  location: 'eu-west-1',
  cidr: '10.20.0.0/16',
  domain: 'apps.example.com',
  externalId: 'an-external-id',
};

const GIVEN = ['libs/cloud-aws/package.json', 'libs/cloud/package.json'];

/** Gives a tree that holds what the generators look at. */
function createWorkspace(): Tree {
  const tree = createTree();
  tree.write('libs/cloud-aws/package.json', '{}');
  tree.write('libs/cloud/package.json', readFileSync(join(workspaceRoot, 'libs/cloud/package.json')));
  return tree;
}

/** Gives the paths of new files in the folders of the workspace; Nx's empty tree has one of its own. */
function listCreated(tree: Tree): readonly string[] {
  return tree
    .listChanges()
    .map(({ path }) => path)
    .filter((path) => /^(apps|libs|regions|tools)\//.test(path) && !GIVEN.includes(path))
    .sort();
}

function readTypeScript(tree: Tree): Readonly<Record<string, string>> {
  const paths = listCreated(tree).filter((path) => path.endsWith('.ts'));
  return Object.fromEntries(paths.map((path) => [path, tree.read(path, 'utf8') ?? '']));
}

describe('nx g region', () => {
  it('writes a region.yaml with what has no default', async () => {
    const tree = createWorkspace();

    await region(tree, REGION);

    expect(listCreated(tree)).toStrictEqual(['regions/aws-eu-west-1/region.yaml']);
    expect(withoutComments(tree.read('regions/aws-eu-west-1/region.yaml', 'utf8') ?? '')).toBe(`
apiVersion: config.atoll.dev/v1alpha1
kind: Region
metadata:
  name: aws-eu-west-1
spec:
  cloud: aws
  location: eu-west-1
  aws:
    account: "011122223333"
    externalId: an-external-id
  dns:
    domain: apps.example.com
  network:
    cidr: 10.20.0.0/16
`);
  });

  it('names the schema in the first line, for editors', async () => {
    const tree = createWorkspace();

    await region(tree, REGION);

    expect(tree.read('regions/aws-eu-west-1/region.yaml', 'utf8')?.split('\n')[0]).toBe(
      '# yaml-language-server: $schema=../../docs/schemas/region.schema.json',
    );
  });

  it('gives two regions two external ids', async () => {
    const tree = createWorkspace();
    const { externalId: _, ...options } = REGION;

    await region(tree, { ...options, name: 'region-one' });
    await region(tree, { ...options, name: 'region-two' });

    const [one, two] = ['one', 'two'].map(
      (name) => /externalId: (\S+)/.exec(tree.read(`regions/region-${name}/region.yaml`, 'utf8') ?? '')?.[1],
    );
    expect(one).toMatch(/^atoll-[0-9a-f-]{36}$/);
    expect(two).not.toBe(one);
  });

  it.each(['fleet', 'ab', 'Aws', '1aws', 'aws-', 'aws_1', 'a'.repeat(27), '../aws'])(
    'refuses the name %s',
    async (name) => {
      const tree = createWorkspace();

      await expect(region(tree, { ...REGION, name })).rejects.toThrow(
        `Region name ${JSON.stringify(name)}: 3 to 26 lower-case letters, digits and dashes, beginning with a letter, not ending with a dash, and not fleet.`,
      );
      expect(listCreated(tree)).toStrictEqual([]);
    },
  );

  it('leaves a region that exists as it is', async () => {
    const tree = createWorkspace();
    tree.write('regions/aws-eu-west-1/region.yaml', 'mine');

    await expect(region(tree, REGION)).rejects.toThrow('regions/aws-eu-west-1/region.yaml exists already');
    expect(tree.read('regions/aws-eu-west-1/region.yaml', 'utf8')).toBe('mine');
  });

  it('refuses a cloud without a library and says which there are', async () => {
    await expect(region(createWorkspace(), { ...REGION, cloud: 'awz' })).rejects.toThrow(
      'Cloud "awz": there is no libs/cloud-awz; known clouds: aws.',
    );
  });
});

describe('nx g command', () => {
  it('writes a command and a test of it that typecheck, and edits no list', async () => {
    const tree = createWorkspace();

    await command(tree, { name: 'key-report' });

    expect(listCreated(tree)).toStrictEqual([
      'apps/cli/e2e/key-report.e2e.ts',
      'apps/cli/src/commands/key-report.ts',
    ]);
    expect(typecheck(workspaceRoot, readTypeScript(tree))).toStrictEqual([]);
  });
});

describe('nx g component', () => {
  it('writes a construct and a test of it that typecheck', async () => {
    const tree = createWorkspace();

    await component(tree, { name: 'cert-manager' });

    expect(listCreated(tree)).toStrictEqual([
      'libs/platform/src/cert-manager/cert-manager.test.ts',
      'libs/platform/src/cert-manager/cert-manager.ts',
    ]);
    expect(typecheck(workspaceRoot, readTypeScript(tree))).toStrictEqual([]);
  });
});

describe('nx g cloud', () => {
  it('writes a library that fulfils the port', async () => {
    const tree = createWorkspace();

    await cloud(tree, { name: 'oci' });

    expect(listCreated(tree)).toStrictEqual([
      'libs/cloud-oci/README.md',
      'libs/cloud-oci/package.json',
      'libs/cloud-oci/src/cloud.test.ts',
      'libs/cloud-oci/src/cloud.ts',
      'libs/cloud-oci/src/index.ts',
      'libs/cloud-oci/src/questions.ts',
      'libs/cloud-oci/src/spec-schema.ts',
    ]);
    expect(typecheck(workspaceRoot, readTypeScript(tree))).toStrictEqual([]);
  });

  it('tags the library so that no other cloud may import it', async () => {
    const tree = createWorkspace();

    await cloud(tree, { name: 'oci' });

    const { name, nx } = JSON.parse(tree.read('libs/cloud-oci/package.json', 'utf8') ?? '');
    expect({ name, nx }).toStrictEqual({
      name: '@atoll/cloud-oci',
      nx: { tags: ['layer:construct', 'purity:pure', 'cloud:oci'] },
    });
  });
});

describe.each([
  ['Command', command],
  ['Component', component],
  ['Cloud', cloud],
])('the name of a %s', (what, generate) => {
  it.each(['Name', 'a_b', '1a', 'a--b', 'a-', '../a', 'a/b'])('is refused when it is %s', async (name) => {
    await expect(generate(createWorkspace(), { name })).rejects.toThrow(
      `${what} ${JSON.stringify(name)}: a name is lower-case words joined by dashes, such as cert-rotation.`,
    );
  });
});

function withoutComments(yaml: string): string {
  return `\n${yaml
    .split('\n')
    .map((line) => line.replace(/ *#.*$/, ''))
    .filter((line) => line !== '')
    .join('\n')}\n`;
}
