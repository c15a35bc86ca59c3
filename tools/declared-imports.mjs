import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { workspaceRoot } from './boundaries.mjs';

/** Packages that every test may import: from the root package.json, and what starts a cluster. */
const TEST_PACKAGES = ['vitest', 'fast-check', 'typescript', 'eslint', '@atoll/cluster'];

const TEST_FILE = /(\.test\.ts|\.e2e\.ts)$|[\\/]testing[\\/]/;

/**
 * Each package that a file imports stands in the package.json of its own project.
 *
 * `@nx/enforce-module-boundaries` is content with a package that the root declares, so it cannot see this.
 */
export const declaredImports = {
  meta: { type: 'problem', schema: [], messages: { undeclared: '{{text}}' } },
  create(context) {
    const manifest = findManifest(dirname(context.filename));
    return manifest === undefined ? {} : createVisitors(context, manifest);
  },
};

function createVisitors(context, manifest) {
  const check = (node) => {
    const source = node.source?.value;
    if (typeof source !== 'string' || isAllowed(source, manifest, TEST_FILE.test(context.filename))) {
      return;
    }
    const text = `Package ${toPackageName(source)} is not a dependency of ${manifest.name}: add it to the "dependencies" of that package.json.`;
    context.report({ node, messageId: 'undeclared', data: { text } });
  };
  return { ImportDeclaration: check, ExportNamedDeclaration: check, ImportExpression: check };
}

function isAllowed(source, manifest, isTest) {
  const name = toPackageName(source);
  return (
    source.startsWith('.') ||
    isBuiltin(source) ||
    name === manifest.name ||
    Object.hasOwn(manifest.dependencies ?? {}, name) ||
    Object.hasOwn(manifest.devDependencies ?? {}, name) ||
    (isTest && TEST_PACKAGES.includes(name))
  );
}

function toPackageName(source) {
  const [first, second] = source.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

function findManifest(folder) {
  if (folder === workspaceRoot || dirname(folder) === folder) {
    return undefined;
  }
  const file = join(folder, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : findManifest(dirname(folder));
}
