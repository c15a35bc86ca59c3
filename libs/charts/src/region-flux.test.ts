import { controlStages, regionStages, type StageCharts } from '@atoll/cloud';
import type { Region } from '@atoll/region-model';
import { type KindDefinition, TypedObject } from '@atoll/typed-object';
import { App, Chart, Testing } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { addRegionFlux } from './region-flux.ts';
import type { KindIndex } from './stage-objects.ts';

/**
 * Fields of `spec` that Flux 2.8 has, which regions run; synth checks against the schemas of 2.9 (docs/adr/0010).
 *
 * Before a field is added here, look at the CRDs of the version that `helmCharts.flux2` installs.
 */
const FIELDS_OF_2_8: Readonly<Record<string, readonly string[]>> = {
  GitRepository: [
    'interval',
    'ref',
    'ref.branch',
    'secretRef',
    'secretRef.name',
    'sparseCheckout',
    'timeout',
    'url',
  ],
  Kustomization: [
    'deletionPolicy',
    'dependsOn',
    'dependsOn.name',
    'healthCheckExprs',
    'healthCheckExprs.apiVersion',
    'healthCheckExprs.current',
    'healthCheckExprs.failed',
    'healthCheckExprs.kind',
    'interval',
    'path',
    'prune',
    'retryInterval',
    'serviceAccountName',
    'sourceRef',
    'sourceRef.kind',
    'sourceRef.name',
    'timeout',
    'wait',
  ],
};

const NODE_POOL: KindDefinition<object> = {
  group: 'karpenter.sh',
  version: 'v1',
  apiVersion: 'karpenter.sh/v1',
  kind: 'NodePool',
  plural: 'nodepools',
  namespaced: false,
};

const index: KindIndex = { find: () => NODE_POOL, listGroup: () => [NODE_POOL] };

interface FluxObject {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: { readonly name: string };
  readonly spec: object;
}

function renderRegionFlux(): readonly FluxObject[] {
  const app = new App();
  const toCharts = (half: string, stages: readonly string[]) =>
    Object.fromEntries(stages.map((stage) => [stage, new Chart(app, `${half}-${stage}`)]));
  const region = toCharts('region', regionStages);
  const stages = { control: toCharts('control', controlStages), region } as unknown as StageCharts;
  for (const stage of ['crds', 'platform'] as const)
    new TypedObject(stages.region[stage], 'pool', NODE_POOL, { name: stage, spec: {} });
  const deploy = {
    regionRepository: 'https://git.example.com/a.git',
    branch: 'region/one',
    secretName: 'deploy',
    intervalMinutes: 5,
  };

  addRegionFlux(stages, { name: 'one', deploy } as unknown as Region, index);
  const objects = Testing.synth(stages.region.flux) as readonly FluxObject[];
  return objects.filter(({ apiVersion }) => apiVersion.includes('.toolkit.fluxcd.io/'));
}

/** Gives the paths of the fields in a value; the items of a list are read as one. */
function listPaths(value: unknown, base = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => listPaths(item, base));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) => {
    const path = base === '' ? name : `${base}.${name}`;
    return [path, ...listPaths(child, path)];
  });
}

describe('stage flux of the region', () => {
  it('holds the source and a Kustomization for each stage with objects', () => {
    const names = renderRegionFlux().map(({ kind, metadata }) => `${kind} ${metadata.name}`);

    expect(names.toSorted()).toStrictEqual([
      'GitRepository atoll',
      'Kustomization crds',
      'Kustomization platform',
    ]);
  });

  it('uses no field that the Flux of a region does not have', () => {
    const unknown = renderRegionFlux().flatMap(({ kind, spec }) =>
      listPaths(spec)
        .filter((path) => FIELDS_OF_2_8[kind]?.includes(path) !== true)
        .map((path) => `${kind} spec.${path}`),
    );

    expect(unknown).toStrictEqual([]);
  });
});
