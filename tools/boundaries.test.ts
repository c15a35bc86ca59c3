import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

interface Project {
  readonly folder: string;
  readonly tags: readonly string[];
}

/** What this test uses of boundaries.mjs, which has no types because ESLint loads it as it is. */
interface Boundaries {
  readonly layers: readonly { readonly layer: string; readonly because: string }[];
  listProjects(): readonly Project[];
  toDepConstraints(projects: readonly Pick<Project, 'tags'>[]): readonly {
    readonly sourceTag: string;
    readonly notDependOnLibsWithTags?: readonly string[];
  }[];
}

const root = join(import.meta.dirname, '..');

const boundaries: Boundaries = await import(pathToFileURL(join(root, 'tools/boundaries.mjs')).href);

// The files below do not exist, so the rules that need types stay out.
const eslint = new ESLint({
  cwd: root,
  overrideConfig: {
    languageOptions: { parserOptions: { projectService: false } },
    rules: Object.fromEntries(
      ['no-floating-promises', 'no-misused-promises', 'await-thenable', 'switch-exhaustiveness-check'].map(
        (rule) => [`@typescript-eslint/${rule}`, 'off'],
      ),
    ),
  },
});

/** Gives what ESLint says about a text as if it were that file, but for unused names. */
async function lint(file: string, text: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(text, { filePath: join(root, file) });
  return (result?.messages ?? [])
    .filter(({ ruleId }) => ruleId !== '@typescript-eslint/no-unused-vars')
    .map(({ message }) => message);
}

function importOf(name: string): string {
  return `import * as thing from '${name}';\nexport const used = thing;\n`;
}

function needs(tag: string): string {
  return `A project tagged with "layer:${tag}" can only depend on libs tagged with`;
}

describe('layers', () => {
  it.each([
    [
      'core',
      'libs/core',
      '@atoll/region-model',
      'Circular dependency between "@atoll/core" and "@atoll/region-model"',
    ],
    [
      'core',
      'libs/core',
      '@atoll/synth-run',
      'Circular dependency between "@atoll/core" and "@atoll/synth-run"',
    ],
    ['model', 'libs/region-model', '@atoll/typed-object', needs('model')],
    ['model', 'libs/region-model', '@atoll/manifests', needs('model')],
    ['model', 'libs/region-config', '@atoll/deploy-repo', needs('model')],
    ['construct', 'libs/flux', '@atoll/manifests', needs('construct')],
    [
      'construct',
      'libs/flux',
      '@atoll/charts',
      'Circular dependency between "@atoll/flux" and "@atoll/charts"',
    ],
    ['construct', 'libs/cloud-aws', '@atoll/kube', needs('construct')],
    ['chart', 'libs/charts', '@atoll/manifests', needs('chart')],
    ['chart', 'libs/charts', '@atoll/deploy-repo', needs('chart')],
    ['manifest', 'libs/manifests', '@atoll/deploy-repo', needs('manifest')],
    ['manifest', 'libs/synth', '@atoll/kube', needs('manifest')],
    ['adapter', 'libs/kube', '@atoll/region-model', needs('adapter')],
    ['adapter', 'libs/kube', '@atoll/deploy-repo', needs('adapter')],
    ['adapter', 'libs/config-repo', '@atoll/manifests', needs('adapter')],
    ['run', 'libs/synth-run', '@atoll/cli', 'Nothing imports a program'],
    ['run', 'libs/synth-run', '@atoll/schemas', needs('run')],
    ['app', 'apps/cli', '@atoll/schemas', needs('app')],
    ['tool', 'tools/schemas', '@atoll/cli', 'Nothing imports a program'],
    ['tool', 'tools/schemas', '@atoll/docs', needs('tool')],
  ])('%s: %s may not import %s', async (_layer, folder, name, message) => {
    const messages = await lint(`${folder}/src/example.ts`, importOf(name));

    expect(messages.join('\n')).toContain(message);
  });

  it.each([
    ['libs/flux/src/example.test.ts', '@atoll/manifests', needs('construct')],
    ['libs/flux/src/testing/example.ts', '@atoll/manifests', needs('construct')],
    ['apps/cli/e2e/example.e2e.ts', '@atoll/schemas', needs('app')],
  ])('hold in tests too: %s', async (file, name, message) => {
    expect((await lint(file, importOf(name))).join('\n')).toContain(message);
  });

  it('let only tests of the cluster start a cluster', async () => {
    const isLayer = (message: string) => message.includes(needs('adapter'));

    const inSource = await lint('libs/kube/src/example.ts', importOf('@atoll/cluster'));
    const inTest = await lint('libs/kube/src/example.cluster.test.ts', importOf('@atoll/cluster'));

    expect([inSource.some(isLayer), inTest.some(isLayer)]).toStrictEqual([true, false]);
  });

  it('know every project by one layer and one purity', () => {
    const known = new Set(boundaries.layers.map(({ layer }) => `layer:${layer}`));

    const unknown = boundaries
      .listProjects()
      .filter(
        ({ tags }) =>
          tags.filter((tag) => known.has(tag)).length !== 1 ||
          tags.filter((tag) => tag === 'purity:pure' || tag === 'purity:io').length !== 1,
      )
      .map(({ folder }) => folder);

    expect(unknown, 'write one layer: and one purity: tag into nx.tags of its package.json').toStrictEqual(
      [],
    );
  });

  it('keep each cloud from all others, also from one that does not exist yet', () => {
    const constraints = boundaries.toDepConstraints([{ tags: ['cloud:aws'] }, { tags: ['cloud:gcp'] }]);

    const bans = constraints.flatMap(({ sourceTag, notDependOnLibsWithTags = [] }) =>
      notDependOnLibsWithTags.map((tag) => ({ sourceTag, pattern: new RegExp(tag.slice(1, -1)) })),
    );
    expect(
      bans.map(({ sourceTag, pattern }) => [
        sourceTag,
        ['cloud:aws', 'cloud:gcp', 'cloud:oci', 'layer:construct'].filter((tag) => pattern.test(tag)),
      ]),
    ).toStrictEqual([
      ['cloud:aws', ['cloud:gcp', 'cloud:oci']],
      ['cloud:gcp', ['cloud:aws', 'cloud:oci']],
    ]);
  });
});

const PURE = 'libs/region-model/src/example.ts';
const HOUSE = 'libs/deploy-repo/src/example.ts';

describe('imports', () => {
  it.each([
    [PURE, importOf('../../core/src/index.ts'), 'Projects cannot be imported by a relative or absolute path'],
    [PURE, importOf('yaml'), 'Package yaml is not a dependency of @atoll/region-model'],
    [
      PURE,
      importOf('not-installed/deep'),
      'Package not-installed is not a dependency of @atoll/region-model',
    ],
    [PURE, importOf('@atoll/region-model'), 'Projects should use relative imports'],
    [PURE, importOf('node:fs'), 'A pure project imports no built-in module but node:path'],
    [PURE, importOf('node:path/win32'), 'A pure project imports no built-in module but node:path'],
    [PURE, importOf('fs'), 'Write node: before the name of a built-in module'],
    [PURE, "export const fs = await import('node:fs');\n", 'A pure project does not use import()'],
    [PURE, importOf('cdk8s'), 'Only layers construct, chart, manifest import cdk8s and constructs'],
    [PURE, importOf('cdk8s-plus-28'), 'Only layers construct, chart, manifest import cdk8s and constructs'],
    ['libs/kube/src/example.ts', importOf('constructs'), 'Only layers construct, chart, manifest import'],
    [
      'libs/kube/src/example.ts',
      importOf('simple-git'),
      'Only libs/deploy-repo/src/git.ts imports simple-git',
    ],
    [HOUSE, importOf('simple-git'), 'Only libs/deploy-repo/src/git.ts imports simple-git'],
    [
      'libs/manifests/src/example.test.ts',
      importOf('simple-git'),
      'Only libs/deploy-repo/src/git.ts imports simple-git',
    ],
    [HOUSE, importOf('@kubernetes/client-node'), 'Only libs/kube imports @kubernetes/client-node'],
    [
      'apps/cli/src/example.ts',
      importOf('@kubernetes/client-node'),
      'Only libs/kube imports @kubernetes/client-node',
    ],
    ['libs/kube/src/example.ts', importOf('node-cron'), 'Only libs/agent-run imports node-cron'],
    [HOUSE, importOf('node:process'), 'Use the global process'],
  ])('%s: %j is refused', async (file, text, message) => {
    expect((await lint(file, text)).join('\n')).toContain(message);
  });

  it.each([
    ['libs/deploy-repo/src/git.ts', 'simple-git'],
    ['libs/kube/src/example.ts', '@kubernetes/client-node'],
    ['libs/cloud-aws/src/example.ts', 'cdk8s'],
    ['libs/region-model/src/example.ts', 'node:path'],
    ['libs/region-model/src/example.ts', '@atoll/core'],
    ['libs/region-model/src/example.test.ts', 'node:fs'],
    ['libs/region-model/src/example.test.ts', 'fast-check'],
    ['libs/deploy-repo/src/example.ts', 'node:fs'],
  ])('%s may import %s', async (file, name) => {
    expect(await lint(file, importOf(name))).toStrictEqual([]);
  });
});

describe('purity', () => {
  const impure = [
    ['Date.now()', 'A pure project does not use Date.now()'],
    ['new Date()', 'A pure project does not use new Date()'],
    ['Date()', 'A pure project does not use Date()'],
    ['Math.random()', 'A pure project does not use Math.random()'],
    ['performance.now()', 'A pure project does not use performance'],
    ['process.platform', 'A pure project does not use process'],
    ['process.env', 'A pure project does not use process'],
    ['fetch', 'A pure project does not use fetch'],
    ['setTimeout', 'A pure project does not use setTimeout'],
    ['setInterval', 'A pure project does not use setInterval'],
    ['setImmediate', 'A pure project does not use setImmediate'],
    ['crypto.randomUUID()', 'A pure project does not use crypto'],
    ['console', 'A pure project does not use console'],
    ['globalThis', 'A pure project does not use globalThis'],
    ["'a'.localeCompare('b')", 'A pure project does not use locales'],
  ] as const;

  it.each(impure)('refuses %s', async (expression, message) => {
    expect((await lint(PURE, `export const value = ${expression};\n`)).join('\n')).toContain(message);
  });

  it('is not asked of tests', async () => {
    const text = impure
      .map(([expression], index) => `export const value${index} = ${expression};\n`)
      .join('');

    expect(await lint('libs/region-model/src/example.test.ts', text)).toStrictEqual([]);
  });

  it('lets dates be computed from what is given', async () => {
    const text = 'export function toDate(ms: number): string {\n  return new Date(ms).toISOString();\n}\n';

    expect(await lint(PURE, text)).toStrictEqual([]);
  });
});

describe('house rules', () => {
  it.each([
    ['export default 1;\n', 'Export by name'],
    ["export * from './other.ts';\n", 'Export by name'],
    ['export enum Colour { Red }\n', 'Use a union of literals'],
    ['export const give = (a: number) => a;\n', 'Write a function declaration at top level'],
    [
      'let count = 0;\nexport function next() {\n  return (count += 1);\n}\n',
      'No module-level mutable state',
    ],
    ['export const value: any = 1;\n', 'Unexpected any'],
    ['// @ts-ignore\nexport const value = 1;\n', '@ts-ignore'],
    ['// @ts-expect-error it is odd\nexport const value = 1;\n', '@ts-expect-error'],
    ['// TODO: later\nexport const value = 1;\n', "Unexpected 'todo' comment"],
    ['export function pick(list: string[]) {\n  return list[0]!;\n}\n', 'Forbidden non-null assertion'],
    [
      'export function four(a: 1, b: 2, c: 3, d: 4) {\n  return [a, b, c, d];\n}\n',
      'too many parameters (4)',
    ],
    ['export const home = process.env.HOME;\n', 'process.env: only in main.ts and options.ts'],
    ['export function end() {\n  process.exit(1);\n}\n', 'process.exit: only in main.ts and options.ts'],
    ["export function say() {\n  console.log('hi');\n}\n", 'console: only in main.ts and options.ts'],
    [`export const lines = [\n${'  1,\n'.repeat(300)}];\n`, 'File has too many lines'],
    [`export function long() {\n${'  void 0;\n'.repeat(60)}}\n`, 'has too many lines'],
  ])('refuse %j', async (text, message) => {
    expect((await lint(HOUSE, text)).join('\n')).toContain(message);
  });

  it.each([
    ["vi.mock('./git.ts');\n", 'No mocks of modules'],
    ["it.only('runs', () => {});\n", 'Every test runs'],
    ["describe.skip('runs', () => {});\n", 'Every test runs'],
    ["it.todo('runs');\n", 'Every test runs'],
  ])('refuse %j in a test', async (text, message) => {
    const imports = "import { describe, it, vi } from 'vitest';\n";

    expect((await lint('libs/deploy-repo/src/example.test.ts', imports + text)).join('\n')).toContain(
      message,
    );
  });

  it('have nothing against a good file', async () => {
    const text = `import { AppError } from '@atoll/core';
import { join } from 'node:path';

/** Gives the path of a region's file. */
export function regionFile(name: string): string {
  if (name === '') {
    throw new AppError('ERR_EXAMPLE', 'A region has a name.');
  }
  return join('regions', name, 'region.yaml');
}
`;

    expect(await lint(PURE, text)).toStrictEqual([]);
  });
});
