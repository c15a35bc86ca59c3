import nx from '@nx/eslint-plugin';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { createProjectGraphAsync } from '@nx/devkit';
import {
  impureGlobals,
  impureSyntax,
  listProjects,
  packagesWithAHome,
  readTag,
  toDepConstraints,
  toolsForTests,
  toRestrictedImports,
} from './tools/boundaries.mjs';
import { declaredImports } from './tools/declared-imports.mjs';

// The boundary rule reads the project graph that Nx cached last and, without one, checks nothing at all:
// so each run of ESLint writes a fresh one, in this process.
process.env.NX_ISOLATE_PLUGINS ??= 'false';
process.env.NX_DAEMON ??= 'false';
await createProjectGraphAsync({ exitOnError: false });

const CODE = ['**/*.ts', '**/*.mjs'];
const TESTS = ['**/*.test.ts', '**/*.e2e.ts', '**/testing/**/*.ts'];
const PROGRAM_ENTRIES = [
  '{apps,tools}/*/src/**/{main,options}.ts',
  'apps/*/bin/*.mjs',
  'tools/*.mjs',
  '*.config.*',
];
const DEFAULT_EXPORTS = ['*.config.*', 'tools/nx-regions/src/{executors,generators}/**/*.ts'];

const ENTRY_ONLY =
  'only in main.ts and options.ts of a program: elsewhere take the value as a parameter, or throw';

const houseSyntax = [
  {
    selector: 'ExportAllDeclaration',
    message: 'Export by name, so that a reader sees what a project offers.',
  },
  { selector: 'TSEnumDeclaration', message: 'Use a union of literals; an enum cannot be stripped.' },
  {
    selector:
      ':matches(Program, Program > ExportNamedDeclaration) > VariableDeclaration > VariableDeclarator > ArrowFunctionExpression',
    message: 'Write a function declaration at top level.',
  },
];
const mutableState = {
  selector: 'Program > VariableDeclaration[kind="let"]',
  message: 'No module-level mutable state: keep it in what a function returns.',
};
const defaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name; only config files, executors and generators need a default.',
};
const testSyntax = [
  {
    selector: "CallExpression[callee.object.name='vi'][callee.property.name=/^(mock|doMock)$/]",
    message: 'No mocks of modules: pass a fake from testing/, or use the real part.',
  },
  {
    selector:
      'MemberExpression[object.name=/^(it|test|describe|suite)$/][property.name=/^(only|skip|todo|fails)$/]',
    message: 'Every test runs; a test that needs a tool uses skipIf and says so in one line.',
  },
];

const projects = listProjects();

export default defineConfig(
  globalIgnores([
    '**/node_modules/',
    '**/dist/',
    'deploy/',
    '.nx/',
    '**/src/schemas/**',
    'libs/platform/src/agent/schemas/**',
    '**/__golden__/**',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { files: ['**/*.ts'], extends: [tseslint.configs.recommended] },
  {
    files: CODE,
    plugins: { '@nx': nx, '@typescript-eslint': tseslint.plugin },
    languageOptions: { parser: tseslint.parser },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 12],
      'max-params': ['error', 3],
      'max-depth': ['error', 3],
      eqeqeq: 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
      'no-restricted-syntax': ['error', ...houseSyntax, mutableState, defaultExport],
      'no-restricted-globals': ['error', { name: 'console', message: `console: ${ENTRY_ONLY}.` }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: `process.env: ${ENTRY_ONLY}.` },
        { object: 'process', property: 'exit', message: `process.exit: ${ENTRY_ONLY}.` },
      ],
    },
  },
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-definitions': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
    },
  },
  {
    // Rules that need types cost seconds, and pure projects hold no promises.
    files: projects
      .filter((project) => readTag(project, 'purity') === 'io')
      .map(({ folder }) => `${folder}/**/*.ts`),
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['{apps,libs,tools}/*/{src,e2e}/**/*.ts'],
    plugins: { atoll: { rules: { 'declared-imports': declaredImports } } },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { depConstraints: toDepConstraints(projects) }],
      'atoll/declared-imports': 'error',
    },
  },
  {
    files: toolsForTests.files,
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { depConstraints: toDepConstraints(projects), allow: toolsForTests.allow },
      ],
    },
  },
  ...projects.flatMap(toProjectRules),
  {
    files: TESTS,
    rules: {
      'max-lines-per-function': 'off',
      // a row of it.each has as many columns as the case needs
      'max-params': 'off',
      'no-restricted-syntax': ['error', ...houseSyntax, defaultExport, ...testSyntax],
      'no-restricted-globals': 'off',
      'no-restricted-properties': 'off',
    },
  },
  { files: ['tools/**'], rules: { 'no-restricted-globals': 'off' } },
  { files: DEFAULT_EXPORTS, rules: { 'no-restricted-syntax': ['error', ...houseSyntax, mutableState] } },
  { files: PROGRAM_ENTRIES, rules: { 'no-restricted-globals': 'off', 'no-restricted-properties': 'off' } },
);

function toProjectRules(project) {
  const { folder } = project;
  const restrict = (patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });
  const code = toRestrictedImports(project, false);
  const blocks = [{ files: [`${folder}/**/*.ts`], rules: restrict(code) }];
  for (const { pattern, homes } of packagesWithAHome) {
    const files = homes.filter((home) => home.startsWith(`${folder}/`) && home !== `${folder}/**`);
    if (files.length > 0) {
      blocks.push({ files, rules: restrict(code.filter(({ regex }) => regex !== pattern)) });
    }
  }
  if (readTag(project, 'purity') === 'pure') {
    blocks.push({
      files: [`${folder}/src/**/*.ts`],
      rules: {
        'no-restricted-globals': ['error', ...impureGlobals],
        'no-restricted-syntax': ['error', ...houseSyntax, mutableState, defaultExport, ...impureSyntax],
      },
    });
  }
  blocks.push({
    files: TESTS.map((pattern) => pattern.replace('**/', `${folder}/**/`)),
    rules: restrict(toRestrictedImports(project, true)),
  });
  return blocks;
}
