import type { GeneratorCallback, Tree } from '@nx/devkit';
import { type Names, parseName, sayNext, writeNewFiles } from '../new-file.ts';

/** Options of `nx g component`. */
export interface ComponentOptions {
  readonly name: string;
}

/** Writes `libs/platform/src/<name>/<name>.ts` and its test. */
export default async function component(tree: Tree, options: ComponentOptions): Promise<GeneratorCallback> {
  const names = parseName('Component', options.name);
  const folder = `libs/platform/src/${names.kebab}`;
  writeNewFiles(tree, {
    [`${folder}/${names.kebab}.ts`]: renderConstruct(names),
    [`${folder}/${names.kebab}.test.ts`]: renderTest(names),
  });
  return sayNext(
    '1. In libs/platform/src/index.ts add',
    `     export { ${names.pascal}, type ${names.pascal}Props } from './${names.kebab}/${names.kebab}.ts';`,
    `2. In ${folder}/${names.kebab}.ts add the objects of the component; images and charts stand in libs/platform/src/versions.ts.`,
    '3. Add it to the chart of its stage in libs/charts.',
    '4. npm test',
  );
}

function renderConstruct({ kebab, pascal }: Names): string {
  return `import { Namespace, ServiceAccount } from 'cdk8s-plus-28';
import { Construct } from 'constructs';

/** What {@link ${pascal}} needs to know. */
export interface ${pascal}Props {
  /** Namespace that the component gets for itself. */
  readonly namespace: string;
}

/** The component ${kebab}: its namespace and the identity that it runs as. */
export class ${pascal} extends Construct {
  constructor(scope: Construct, id: string, props: ${pascal}Props) {
    super(scope, id);
    const { namespace } = props;
    new Namespace(this, 'namespace', { metadata: { name: namespace } });
    new ServiceAccount(this, 'service-account', { metadata: { name: '${kebab}', namespace } });
  }
}
`;
}

function renderTest({ kebab, pascal }: Names): string {
  return `import { App, Chart, Testing } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { ${pascal} } from './${kebab}.ts';

describe(${pascal}, () => {
  it('runs in a namespace of its own, as an account without an API token', () => {
    const chart = new Chart(new App(), 'test');

    new ${pascal}(chart, '${kebab}', { namespace: 'a-namespace' });

    expect(Testing.synth(chart)).toStrictEqual([
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a-namespace' }, spec: {} },
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: '${kebab}', namespace: 'a-namespace' },
        automountServiceAccountToken: false,
      },
    ]);
  });
});
`;
}
