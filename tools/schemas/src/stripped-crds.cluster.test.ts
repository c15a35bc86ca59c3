import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ApiResponse, RunningCluster } from '@atoll/cluster';
import { describeCluster } from '@atoll/cluster/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { type JsonObject, toSortedJson } from './plain-json.ts';
import { findReleasesFolder } from './testing/releases-folder.ts';
import { RELEASED_PREFIX, writeTwoInOne } from './testing/two-in-one-crds.ts';

interface Case {
  readonly title: string;
  readonly status: number;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly spec: unknown;
  readonly clusterWide?: boolean;
}

const NAMESPACE = 'stripped';

const VPC = { group: 'ec2.aws.m.upbound.io', version: 'v1beta1', kind: 'VPC', plural: 'vpcs' };
const ASSOCIATION = {
  group: 'eks.aws.m.upbound.io',
  version: 'v1beta1',
  kind: 'PodIdentityAssociation',
  plural: 'podidentityassociations',
};
const RELEASE = {
  group: 'helm.toolkit.fluxcd.io',
  version: 'v2',
  kind: 'HelmRelease',
  plural: 'helmreleases',
};
const POOL = {
  group: 'karpenter.sh',
  version: 'v1',
  kind: 'NodePool',
  plural: 'nodepools',
  clusterWide: true,
};
const PROVIDER = {
  group: 'pkg.crossplane.io',
  version: 'v1',
  kind: 'Provider',
  plural: 'providers',
  clusterWide: true,
};

const CHART_REF = { kind: 'OCIRepository', name: 'chart' };
const NODE_CLASS = { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'default' };

const CASES: readonly Case[] = [
  { ...VPC, title: 'defaults are filled in', status: 201, spec: { forProvider: { region: 'r' } } },
  { ...VPC, title: 'an unknown field', status: 500, spec: { forProvider: { region: 'r', cidrBlok: 'x' } } },
  {
    ...VPC,
    title: 'a wrong type',
    status: 500,
    spec: { forProvider: { region: 'r', enableDnsSupport: 'yes' } },
  },
  { ...VPC, title: 'a missing field', status: 422, spec: { forProvider: {} } },
  {
    ...VPC,
    title: 'a value outside an enum',
    status: 422,
    spec: { forProvider: { region: 'r' }, managementPolicies: ['Orphan'] },
  },
  {
    ...ASSOCIATION,
    title: 'a required parameter that is missing',
    status: 422,
    spec: { forProvider: { region: 'r', serviceAccount: 's' } },
  },
  {
    ...ASSOCIATION,
    title: 'a required parameter in initProvider',
    status: 201,
    spec: { forProvider: { region: 'r', serviceAccount: 's' }, initProvider: { namespace: 'n' } },
  },
  {
    ...ASSOCIATION,
    title: 'no required parameter under Observe',
    status: 201,
    spec: { forProvider: { region: 'r' }, managementPolicies: ['Observe'] },
  },
  {
    ...RELEASE,
    title: 'anything in an open field',
    status: 201,
    spec: { interval: '10m', chartRef: CHART_REF, values: { description: [{ a: 1 }, 'x'] } },
  },
  { ...RELEASE, title: 'a rule of two fields', status: 422, spec: { interval: '10m' } },
  { ...RELEASE, title: 'a pattern', status: 422, spec: { interval: 'ten', chartRef: CHART_REF } },
  {
    ...POOL,
    title: 'numbers or text, and nested defaults',
    status: 201,
    spec: {
      limits: { cpu: 100, memory: '400Gi' },
      template: { spec: { nodeClassRef: NODE_CLASS, requirements: [] } },
    },
  },
  {
    ...POOL,
    title: 'a rule on keys',
    status: 422,
    spec: {
      template: {
        metadata: { labels: { 'karpenter.sh/nodepool': 'x' } },
        spec: { nodeClassRef: NODE_CLASS, requirements: [] },
      },
    },
  },
  { ...PROVIDER, title: 'a full image name', status: 201, spec: { package: 'registry.example.org/a/b:v1' } },
  { ...PROVIDER, title: 'a short image name', status: 422, spec: { package: 'a/b' } },
];

const CRD_FILES = [
  'provider-aws/ec2.aws.m.upbound.io_vpcs.yaml',
  'provider-aws/eks.aws.m.upbound.io_podidentityassociations.yaml',
  'flux/helm.toolkit.fluxcd.io_helmreleases.yaml',
  'karpenter/karpenter.sh_nodepools.yaml',
  'crossplane/pkg.crossplane.io_providers.yaml',
];

const releases = findReleasesFolder();
const folder = await mkdtemp(join(tmpdir(), 'atoll-schemas-'));

afterAll(() => rm(folder, { recursive: true, force: true }));

it.skipIf(releases === undefined)('finds the released CRDs to compare with', () => {
  expect(CRD_FILES.filter((file) => !existsSync(join(releases ?? '', file)))).toEqual([]);
});

if (releases !== undefined) {
  await writeTwoInOne(
    folder,
    CRD_FILES.map((file) => join(releases, file)),
  );
  describeCluster('a stripped CRD', { crdFolders: [folder], bake: false }, (getCluster) => {
    beforeAll(async () => {
      const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };
      await getCluster().request('POST', '/api/v1/namespaces', { body });
    });

    it.each(CASES)('answers like the released one: $kind, $title', async (testCase) => {
      const released = await apply(getCluster(), {
        ...testCase,
        group: `${RELEASED_PREFIX}${testCase.group}`,
      });
      const stripped = await apply(getCluster(), testCase);

      expect(toComparable(stripped)).toEqual(toComparable(released));
      expect(stripped.status).toBe(testCase.status);
    });
  });
}

async function apply(cluster: RunningCluster, testCase: Case): Promise<ApiResponse> {
  const { group, version, kind, plural, spec, title, clusterWide } = testCase;
  const name = title.replaceAll(/[^a-z]+/g, '-');
  const metadata = clusterWide === true ? { name } : { name, namespace: NAMESPACE };
  const place = clusterWide === true ? '' : `/namespaces/${NAMESPACE}`;
  const query = 'fieldManager=test&fieldValidation=Strict&force=true';
  return cluster.request('PATCH', `/apis/${group}/${version}${place}/${plural}/${name}?${query}`, {
    body: { apiVersion: `${group}/${version}`, kind, metadata, spec },
    contentType: 'application/apply-patch+yaml',
  });
}

/** The answer without what differs between any two objects, its causes and lines in a fixed order. */
function toComparable({ status, json, warnings }: ApiResponse): unknown {
  const {
    metadata: _metadata,
    message,
    details,
    ...rest
  } = JSON.parse(JSON.stringify(json).replaceAll(RELEASED_PREFIX, '')) as JsonObject;
  const lines = String(message).split(/[\n,]/).sort();
  const { causes = [], ...kept } = (details ?? {}) as { readonly causes?: readonly unknown[] };
  const sorted = causes.map((cause) => JSON.stringify(toSortedJson(cause))).sort();
  return { status, warnings, rest, lines, details: kept, causes: sorted };
}
