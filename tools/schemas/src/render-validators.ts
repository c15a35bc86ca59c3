import { createRequire } from 'node:module';

import standaloneModule from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

import type { DescribedKind } from './described-kind.ts';
import { createValidatorCompiler } from './validator-compiler.ts';
import { BANNER } from './generated-text.ts';
import type { JsonSchema } from './json-schema.ts';
import { splitRecurring } from './recurring-schemas.ts';

/** A kind and the schema of its whole objects. */
export interface ValidatedKind {
  readonly kind: DescribedKind;
  readonly schema: JsonSchema;
}

/**
 * Renders `validators.js`: one function for each kind, ES module, without any import.
 *
 * @param components schemas that others refer to by name (Kubernetes' components)
 */
export async function renderValidators(
  kinds: readonly ValidatedKind[],
  components: ReadonlyMap<string, JsonSchema> = new Map(),
): Promise<string> {
  const ajv = createValidatorCompiler();
  for (const [name, schema] of components) {
    ajv.addSchema(schema, name);
  }
  const { schemas, recurring } = splitRecurring(kinds.map(({ schema }) => schema));
  for (const [name, schema] of recurring) {
    ajv.addSchema(schema, name);
  }
  const exported: Record<string, string> = {};
  for (const [index, schema] of schemas.entries()) {
    ajv.addSchema(schema, `kind${index}`);
    exported[`kind${index}`] = `kind${index}`;
  }
  // Only the list is exported, so that the bundler may shorten every other name.
  const code = standaloneModule.default(ajv, exported).replaceAll('export const ', 'const ');
  const list = kinds.map(
    ({ kind }, index) => `  ${JSON.stringify(`${kind.apiVersion}/${kind.kind}`)}: kind${index},\n`,
  );
  return `${BANNER}\n${await bundle(`${code}\nexport const validators = {\n${list.join('')}};\n`)}`;
}

/** Renders `validators.d.ts`. */
export function renderValidatorTypes(validatorModule: string): string {
  return [
    `${BANNER}\n\nimport type { Validator } from '${validatorModule}';\n\n`,
    '/** The check of each kind, by `<apiVersion>/<Kind>`. */\n',
    'export declare const validators: Readonly<Record<string, Validator>>;\n',
  ].join('');
}

/** Takes in the few functions that ajv's code would load from its own package at run time. */
async function bundle(contents: string): Promise<string> {
  const ajvFolder = createRequire(import.meta.url)
    .resolve('ajv/package.json')
    .replace(/package\.json$/, '');
  const result = await build({
    stdin: { contents, resolveDir: ajvFolder, sourcefile: 'validators.js' },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'node24',
    treeShaking: true,
    legalComments: 'none',
    charset: 'utf8',
    minifySyntax: true,
    minifyWhitespace: true,
    minifyIdentifiers: true,
    lineLimit: 2000,
  });
  const [file] = result.outputFiles;
  return file === undefined ? '' : file.text;
}
