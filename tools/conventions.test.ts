import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  countLines,
  exists,
  isGenerated,
  listFiles,
  listMatches,
  read,
  readPackage,
} from './working-tree.ts';

/** Everything that stands at the top; a newcomer reads this list first, so it stays short. */
const TOP_LEVEL = [
  ...['apps', 'libs', 'regions', 'tools', 'docs'],
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'LICENSE', 'NOTICE'],
  ...['package.json', 'package-lock.json', 'nx.json', 'biome.json', 'eslint.config.mjs', 'vitest.config.ts'],
  ...[
    'tsconfig.base.json',
    'tsconfig.json',
    '.editorconfig',
    '.gitattributes',
    '.gitignore',
    '.npmrc',
    '.ci',
    '.github',
  ],
];

/** What a library consists of; with no build there is nothing else to configure. */
const LIBRARY_ENTRIES = ['README.md', 'package.json', 'src'];

/** One page for each thing that is added often, and one for the start. */
const HOW_TO_PAGES = [
  'docs/how-to/start-a-control-cluster.md',
  ...['region', 'field', 'resource', 'cloud', 'component', 'command'].map(
    (thing) => `docs/how-to/add-a-${thing}.md`,
  ),
];

/** Words that say nothing about what a file holds. */
const EMPTY_WORDS =
  /(^|[-.])(utils?|helpers?|common|misc|shared|managers?|services?|handlers?|processors?|data|info)(?=[-.]|$)/;

/** Names that others have given to things of theirs: products, Kubernetes kinds, services of a cloud. */
const PROPER_NAMES = /cert-manager|secrets-manager|service-account|endpoint-service|service-actions/;

/** Error codes of Node that sources compare with; ours stand in docs/errors.md. */
const NODE_CODES = ['ERR_TLS_CERT_ALTNAME_INVALID'];

const MAX_FILE_LINES = 300;
const MAX_README_LINES = 60;
const MAX_ROOT_SCRIPTS = 11;

const files = listFiles();

const projects = [...new Set(files.map((file) => /^(?:apps|libs|tools)\/[^/]+(?=\/)/.exec(file)?.[0] ?? ''))]
  .filter((folder) => folder !== '')
  .sort();

const sources = files.filter((file) => /\.(ts|mjs)$/.test(file) && !isGenerated(file));

/** Gives the entries of a folder, as far as Git sees them. */
function listEntries(folder: string): readonly string[] {
  const inside = files.filter((file) => file.startsWith(`${folder}/`));
  return [...new Set(inside.map((file) => file.slice(folder.length + 1).split('/')[0] ?? ''))].sort();
}

describe('a project', () => {
  it('has a package.json that names it, a README and sources', () => {
    const problems = projects.flatMap((folder) => {
      const { name, type, license, version, nx, ...rest } = readPackage(folder);
      const expected = `@atoll/${basename(folder)}`;
      return [
        name !== expected && `${folder}/package.json: "name" must be "${expected}"`,
        rest.private !== true && `${folder}/package.json: add "private": true`,
        type !== 'module' && `${folder}/package.json: add "type": "module"`,
        license !== readPackage('.').license && `${folder}/package.json: "license" must be that of the root`,
        version !== readPackage('.').version && `${folder}/package.json: "version" must be that of the root`,
        (nx?.tags ?? []).length === 0 && `${folder}/package.json: add "nx": { "tags": [...] }`,
        !files.includes(`${folder}/README.md`) &&
          `${folder}/README.md is missing: purpose, one example, what it must not do`,
        countLines(`${folder}/README.md`) > MAX_README_LINES &&
          `${folder}/README.md has more than ${MAX_README_LINES} lines`,
        !listEntries(folder).includes('src') && `${folder}/src is missing`,
      ].filter((problem) => problem !== false);
    });

    expect(problems).toStrictEqual([]);
  });

  it('has nothing but package.json, README.md and src if it is a library', () => {
    const extra = projects
      .filter((folder) => folder.startsWith('libs/'))
      .flatMap((folder) =>
        listEntries(folder)
          .filter((entry) => !LIBRARY_ENTRIES.includes(entry))
          .map((entry) => `${folder}/${entry}: move it into src, or to the root`),
      );

    expect(extra).toStrictEqual([]);
  });

  it('stands in the map of ARCHITECTURE.md', () => {
    const missing = projects.filter(
      (folder) => !new RegExp(`${folder}(?![\\w-])`).test(read('ARCHITECTURE.md')),
    );

    expect(missing, 'name each of these folders in ARCHITECTURE.md').toStrictEqual([]);
  });
});

describe('dependencies', () => {
  const declared = ['.', ...projects].flatMap((folder) => {
    const { dependencies = {}, devDependencies = {} } = readPackage(folder);
    return Object.entries({ ...dependencies, ...devDependencies }).map(([name, version]) => ({
      folder,
      name,
      version,
    }));
  });

  it('on packages of this repository have the version *, on all others an exact one', () => {
    const problems = declared
      .filter(({ name, version }) =>
        name.startsWith('@atoll/') ? version !== '*' : !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
      )
      .map(({ folder, name, version }) => `${folder}/package.json: "${name}": "${version}"`);

    expect(problems).toStrictEqual([]);
  });

  it('have the same version everywhere', () => {
    const versions = Map.groupBy(declared, ({ name }) => name);
    const problems = [...versions]
      .filter(([, uses]) => new Set(uses.map(({ version }) => version)).size > 1)
      .map(
        ([name, uses]) =>
          `${name}: ${uses.map(({ folder, version }) => `${version} in ${folder}`).join(', ')}`,
      );

    expect(problems, 'choose one version').toStrictEqual([]);
  });

  it('are locked without the name of a registry', () => {
    const hosts = listMatches('package-lock.json', /"resolved": "(https?:[^"]*)"/g);

    expect(hosts, 'run npm install with the .npmrc of this repository').toStrictEqual([]);
  });
});

describe('the lists', () => {
  it.each([
    [
      'apps/cli/src/commands.ts',
      /^apps\/cli\/src\/commands\/([a-z0-9-]+)\.ts$/,
      (name: string) => `'./commands/${name}.ts'`,
    ],
    [
      'libs/synth/src/clouds.ts',
      /^libs\/(cloud-[a-z0-9-]+)\/package\.json$/,
      (name: string) => `'@atoll/${name}'`,
    ],
    [
      'libs/platform/src/index.ts',
      /^libs\/platform\/src\/(?!schemas|testing)([a-z0-9-]+)\//,
      (name: string) => `'./${name}/`,
    ],
    ['docs/adr/README.md', /^docs\/adr\/(\d{4}-[a-z0-9-]+\.md)$/, (name: string) => `(${name})`],
  ])('%s names every member', (list, member, toLine) => {
    const names = [...new Set(files.map((file) => member.exec(file)?.[1] ?? ''))].filter(
      (name) => name !== '',
    );

    const missing = names
      .filter((name) => !read(list).includes(toLine(name)))
      .map((name) => `add ${toLine(name)} to ${list}`);

    expect(names.length).toBeGreaterThan(0);
    expect(missing).toStrictEqual([]);
  });

  it('number the decisions without a gap', () => {
    const numbers = files.flatMap((file) => /^docs\/adr\/(\d{4})-/.exec(file)?.[1] ?? []).map(Number);

    expect(numbers.toSorted((a, b) => a - b)).toStrictEqual(numbers.map((_number, index) => index + 1));
  });
});

describe('docs', () => {
  it('say what every error code means, and no other', () => {
    const used = new Set(
      sources
        .filter((file) => /\/src\//.test(file) && !/\.test\.ts$|\/testing\//.test(file))
        .flatMap((file) => listMatches(file, /\bERR_[A-Z0-9]+(?:_[A-Z0-9]+)*\b(?!_)/g)),
    );
    const told = new Set(listMatches('docs/errors.md', /\bERR_[A-Z0-9]+(?:_[A-Z0-9]+)*\b(?!_)/g));

    expect(
      [...used].filter((code) => !told.has(code) && !NODE_CODES.includes(code)).sort(),
      'add these codes to docs/errors.md',
    ).toStrictEqual([]);
    expect(
      [...told].filter((code) => !used.has(code)).sort(),
      'no source uses these: remove them',
    ).toStrictEqual([]);
  });

  it('have a page for the start and for everything that is added often', () => {
    expect(
      HOW_TO_PAGES.filter((page) => !files.includes(page)),
      'write these pages',
    ).toStrictEqual([]);
  });

  it('link to files that exist', () => {
    const broken = files
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) =>
        listMatches(file, /\]\((?![a-z]+:|#)([^)#\s]+)/g)
          .filter((target) => !exists(join(dirname(file), target)))
          .map((target) => `${file}: ${target}`),
      );

    expect(broken).toStrictEqual([]);
  });
});

describe('names and sizes', () => {
  it('say what a file holds', () => {
    const empty = files
      .filter(
        (file) =>
          !isGenerated(file) &&
          file.split('/').some((part) => EMPTY_WORDS.test(part.replace(PROPER_NAMES, ''))),
      )
      .map((file) => `${file}: name it after the one thing it holds`);

    expect(empty).toStrictEqual([]);
  });

  it('are lower-case words joined by dashes', () => {
    const odd = sources.filter((file) => !/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(basename(file)));

    expect(odd, 'rename these to kebab-case').toStrictEqual([]);
  });

  it(`keep files at ${MAX_FILE_LINES} lines`, () => {
    const long = sources
      .map((file) => [file, countLines(file)] as const)
      .filter(([, lines]) => lines > MAX_FILE_LINES);

    expect(long, 'split these: one thing a file').toStrictEqual([]);
  });

  it('keep the top of the repository short', () => {
    const top = [...new Set(files.map((file) => file.split('/')[0] ?? ''))];

    expect(top.filter((entry) => !TOP_LEVEL.includes(entry))).toStrictEqual([]);
  });

  it(`keep the root at ${MAX_ROOT_SCRIPTS} scripts`, () => {
    expect(Object.keys(readPackage('.').scripts ?? {}).length).toBeLessThanOrEqual(MAX_ROOT_SCRIPTS);
  });
});

describe('no file', () => {
  const texts = files.filter(
    (file) => !/\.(png|jpg|gz|tgz|ico)$/.test(file) && file !== 'tools/conventions.test.ts',
  );

  it.each([
    [
      'a folder of one machine',
      new RegExp(`(?<![\\w.*}~-])/(${['work', 'root', 'Users/[a-z]+', 'home/(?!me/)[a-z]+'].join('|')})/`),
    ],
    [
      'the host of a package registry',
      new RegExp(['registry\\.npmjs', 'proxy\\.golang', 'registry\\.yarnpkg'].join('|')),
    ],
  ])('names %s', (_what, pattern) => {
    const found = texts.flatMap((file) => {
      const match = pattern.exec(read(file));
      return match === null ? [] : [`${file}: ${match[0]}`];
    });

    expect(found).toStrictEqual([]);
  });
});
