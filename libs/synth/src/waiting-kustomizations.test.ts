import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadValid, synth, testOrganization } from './testing/render-objects.ts';

/** The example fleet of this repository. */
const REGIONS = join(import.meta.dirname, '..', '..', '..', 'regions');

interface Kustomization {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: { readonly wait: boolean; readonly path: string };
}

/** Gives every file of an example region and of its control cluster, by path. */
function renderFiles(): ReadonlyMap<string, string> {
  const name = 'aws-us-east-1';
  const loaded = loadValid(name, readFileSync(join(REGIONS, name, 'region.yaml'), 'utf8'));
  const { folders, managedGroups } = synth.renderRegion(loaded);
  const cluster = synth.planControlCluster({
    name: 'main',
    organization: testOrganization(),
    regions: [{ name, cloud: 'aws', managedGroups }],
  });
  const all = [...folders, cluster.render()];
  return new Map(
    all.flatMap(({ folder, files }) => files.map(({ path, text }) => [`${folder}/${path}`, text] as const)),
  );
}

describe('a Kustomization that waits', () => {
  it('never holds a Kustomization: it would hold a worker that the other one needs', () => {
    const files = renderFiles();
    const kustomizations = [...files]
      .filter(([path]) => path.includes('.kustomization.'))
      .map(([, text]) => parse(text) as Kustomization);

    const nesting = kustomizations.filter(({ spec }) =>
      [...files.keys()].some(
        (path) => path.startsWith(`${spec.path.slice(2)}/`) && path.includes('.kustomization.'),
      ),
    );

    expect(nesting.filter(({ spec }) => spec.wait).map(({ metadata }) => metadata.name)).toStrictEqual([]);
    expect(nesting.map(({ metadata }) => metadata.name).sort()).toStrictEqual([
      'atoll',
      'atoll-regions',
      'bootstrap',
      'region-aws-us-east-1',
      'region-flux',
    ]);
  });
});
