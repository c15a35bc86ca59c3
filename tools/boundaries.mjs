/**
 * Who may import whom, and what a pure project may touch: the one table behind eslint.config.mjs.
 *
 * A project says its layer, purity and cloud by tags in its package.json (`nx.tags`); each line here says why.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';

/** Workspace root; this file stands in tools/. */
export const workspaceRoot = join(import.meta.dirname, '..');

/** Folders whose subfolders are projects. */
export const projectParents = ['apps', 'libs', 'tools'];

/** One line a layer, from the bottom up: the layers whose projects it may import. */
export const layers = [
  {
    layer: 'core',
    mayImport: [],
    because: 'everything stands on core, so core stands on nothing',
  },
  {
    layer: 'model',
    mayImport: ['core', 'model'],
    because: 'what a region is must be known without knowing how it is built',
  },
  {
    layer: 'construct',
    mayImport: ['core', 'model', 'construct'],
    because: 'a construct turns a model into objects; in which chart they land is not its business',
  },
  {
    layer: 'chart',
    mayImport: ['core', 'model', 'construct'],
    because: 'charts put constructs into stages; text and files come later',
  },
  {
    layer: 'manifest',
    mayImport: ['core', 'model', 'construct', 'chart', 'manifest'],
    because: 'rendering is the pure end of the flow: it returns text and never writes it',
  },
  {
    layer: 'engine',
    mayImport: ['core', 'model', 'engine'],
    because: 'an engine decides what an agent does from what was observed; it can be replayed from a record',
  },
  {
    layer: 'adapter',
    mayImport: ['core'],
    because:
      'an adapter hides one part of the outside world and knows nothing of regions or of other adapters',
  },
  {
    layer: 'run',
    mayImport: ['core', 'model', 'construct', 'chart', 'manifest', 'engine', 'adapter', 'run'],
    because: 'a run joins what is pure to adapters; programs start it, it starts no program',
  },
  {
    layer: 'app',
    mayImport: ['core', 'model', 'construct', 'chart', 'manifest', 'engine', 'adapter', 'run'],
    because: 'a program is wired together from libraries; what two programs need is a library',
  },
  {
    layer: 'tool',
    mayImport: ['core', 'model', 'construct', 'chart', 'manifest', 'engine', 'adapter', 'run'],
    because: 'tools are for working on this repository; nothing that is shipped may need one',
  },
];

/** Layers whose projects may import cdk8s, its plus library and constructs. */
export const constructLayers = ['construct', 'chart', 'manifest'];

/** npm packages with one home, so that one file or folder knows their faults. */
export const packagesWithAHome = [
  {
    pattern: '^simple-git(/|$)',
    homes: ['libs/deploy-repo/src/git.ts'],
    message:
      'Only libs/deploy-repo/src/git.ts imports simple-git, because all Git calls share one environment and one error table.',
  },
  {
    pattern: '^@kubernetes/client-node(/|$)',
    homes: ['libs/kube/**'],
    message:
      'Only libs/kube imports @kubernetes/client-node, because its errors and types are translated there.',
  },
  {
    pattern: '^node-cron(/|$)',
    homes: ['libs/agent-run/**'],
    message: 'Only libs/agent-run imports node-cron, because there is one scheduler.',
  },
];

/** Projects that test files may start, though nobody else imports a tool. */
export const toolsForTests = {
  files: [
    '**/*.cluster.test.ts',
    '**/*.long.test.ts',
    'libs/agent-run/src/testing/**/*.ts',
    'tools/bench/**/*.ts',
  ],
  allow: ['^@atoll/(cluster|pretend-cloud)(/testing)?$'],
  because: 'a real API server is started by tools/cluster, and only tests and the bench need one',
};

const CONSTRUCT_IMPORT = {
  regex: '^(cdk8s(-plus-\\d+)?|constructs)(/|$)',
  message: `Only layers ${constructLayers.join(', ')} import cdk8s and constructs, because models and adapters must work without them.`,
};

const PREFIXED_BUILTIN = {
  regex: `^(${builtinModules.filter((name) => !name.startsWith('_')).join('|')})$`,
  message:
    'Write node: before the name of a built-in module, because an npm package of the same name could take its place.',
};

const PURE_BUILTIN = {
  regex: '^node:(?!path(/posix)?$)',
  message:
    'A pure project imports no built-in module but node:path, because it gets values and returns values.',
};

const PROCESS_IMPORT = {
  regex: '^node:process$',
  message: 'Use the global process, because the rules about process.env and process.exit look for it.',
};

const PROGRAM_MESSAGE = 'Nothing imports a program, because what two programs need is a library.';

/** Gives every workspace project with its folder, name and tags, sorted by folder. */
export function listProjects(root = workspaceRoot) {
  return projectParents
    .filter((parent) => existsSync(join(root, parent)))
    .flatMap((parent) =>
      readdirSync(join(root, parent))
        .sort()
        .map((folder) => `${parent}/${folder}`),
    )
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => {
      const { name, nx } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      return { folder, name, tags: nx?.tags ?? [] };
    });
}

/** Gives the constraints of `@nx/enforce-module-boundaries` for the given projects' tags. */
export function toDepConstraints(projects) {
  const clouds = new Set(projects.flatMap(({ tags }) => tags.filter((tag) => tag.startsWith('cloud:'))));
  return [
    ...layers.map(({ layer, mayImport }) => ({
      sourceTag: `layer:${layer}`,
      onlyDependOnLibsWithTags: mayImport.map((name) => `layer:${name}`),
    })),
    // because a cloud is added and removed as one folder: cloud-x never sees cloud-y
    ...[...clouds].sort().map((tag) => ({
      sourceTag: tag,
      notDependOnLibsWithTags: [`/^cloud:(?!${tag.slice('cloud:'.length)}$)/`],
    })),
  ];
}

/** Gives the patterns of `no-restricted-imports` for one project; `isTest` lifts purity, never layers. */
export function toRestrictedImports(project, isTest) {
  const layer = readTag(project, 'layer');
  const isPure = readTag(project, 'purity') === 'pure';
  return [
    PREFIXED_BUILTIN,
    // the boundary rule cannot see a program, since a program exports nothing
    { regex: `^(${listPrograms().join('|')})(/|$)`, message: PROGRAM_MESSAGE },
    ...(isTest ? [] : [isPure ? PURE_BUILTIN : PROCESS_IMPORT]),
    ...(constructLayers.includes(layer) || (isTest && layer === 'tool') ? [] : [CONSTRUCT_IMPORT]),
    ...packagesWithAHome
      .filter(({ homes }) => !homes.includes(`${project.folder}/**`))
      .map(({ pattern, message }) => ({ regex: pattern, message })),
  ];
}

function listPrograms() {
  return listProjects()
    .filter((project) => readTag(project, 'layer') === 'app')
    .map(({ name }) => name);
}

/** Gives the value of a project's tag, such as `model` for `layer:model`. */
export function readTag(project, key) {
  return project.tags.find((tag) => tag.startsWith(`${key}:`))?.slice(key.length + 1);
}

/** Globals that bring the outside world into a pure project. */
export const impureGlobals = [
  ['process', 'because the environment is an input; take it as a parameter'],
  ['fetch', 'because the network belongs to adapters'],
  ['WebSocket', 'because the network belongs to adapters'],
  ['setTimeout', 'because waiting belongs to programs; take a clock as a parameter'],
  ['setInterval', 'because waiting belongs to programs; take a clock as a parameter'],
  ['setImmediate', 'because waiting belongs to programs; take a clock as a parameter'],
  ['performance', 'because time is an input; take it as a parameter'],
  ['crypto', 'because chance is an input; take it as a parameter'],
  ['console', 'because printing belongs to programs; return text'],
  ['globalThis', 'because it leads to all of the above'],
].map(([name, why]) => ({ name, message: `A pure project does not use ${name}, ${why}.` }));

/** Syntax that makes the output of a pure project depend on more than its input. */
export const impureSyntax = [
  [
    "MemberExpression[object.name='Date'][property.name='now']",
    'Date.now(): time is an input; take it as a parameter',
  ],
  [
    "NewExpression[callee.name='Date'][arguments.length=0]",
    'new Date(): time is an input; take it as a parameter',
  ],
  ["CallExpression[callee.name='Date']", 'Date(): time is an input; take it as a parameter'],
  [
    "MemberExpression[object.name='Math'][property.name='random']",
    'Math.random(): chance is an input; take it as a parameter',
  ],
  ['ImportExpression', 'import(): everything a pure project needs stands in its import lines'],
  [
    'CallExpression[callee.property.name=/^(localeCompare|toLocale[A-Z].*)$/]',
    'locales: the same input gives the same bytes everywhere; use compareText of @atoll/core',
  ],
].map(([selector, what]) => ({ selector, message: `A pure project does not use ${what}.` }));
