import { join } from 'node:path';

import type { KubeObject } from '@atoll/cluster';
import { describeCluster, readManifests } from '@atoll/cluster/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

import type { ManagedResource } from './managed-resource.ts';
import { type PretendCloud, startPretendCloud } from './start-pretend-cloud.ts';
import { isReady } from './testing/is-ready.ts';
import { toVpc } from './testing/to-vpc.ts';

const LIBRARIES = join(import.meta.dirname, '..', '..', '..', 'libs');
const CRD_FOLDERS = [join(LIBRARIES, 'cloud-aws/src/schemas/crds')];
const NAMESPACE = 'region-aws-us-east-1';

/** The control half of the example region, as rendered. */
const REGION = join(LIBRARIES, 'synth/src/__golden__/aws-us-east-1');

describeCluster('the example region in a pretended cloud', { crdFolders: CRD_FOLDERS }, (getCluster) => {
  let cloud: PretendCloud;
  let managed: readonly KubeObject[];

  beforeAll(async () => {
    const manifests = await readManifests(REGION);
    managed = manifests.map(({ object }) => object).filter(isManaged);
    const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };
    await getCluster().request('POST', '/api/v1/namespaces', { body });
    const kubeconfig = getCluster().kubeconfigPath;
    cloud = await startPretendCloud({ kubeconfig, namespaces: [NAMESPACE], log: console.info });
  });

  afterAll(() => cloud.stop());

  it('becomes Ready, references and all, and then rests', async () => {
    for (const object of managed) await apply(object);

    await cloud.until((objects) => objects.length === managed.length && objects.every(isReady));

    const [subnet, vpc] = [find('Subnet'), find('VPC')];
    const vpcId = vpc?.metadata.annotations?.['crossplane.io/external-name'];
    expect(managed.length).toBeGreaterThan(100);
    expect(vpcId).toMatch(/^vpc-[0-9a-f]{17}$/);
    expect(subnet?.spec.forProvider?.['vpcId']).toBe(vpcId);
    expect(subnet?.status?.atProvider).toMatchObject({ vpcId, ownerId: '000000000000' });
    expect(find('RolePolicyAttachment')?.spec.forProvider?.['policyArn']).toMatch(
      /^arn:aws:iam::000000000000:policy\//,
    );

    const versions = listVersions();
    await apply(toVpc(NAMESPACE, 'later'));
    await cloud.until((objects) => isReady(objects.find(({ metadata }) => metadata.name === 'later')));
    expect(listVersions()).toEqual(versions);
  });

  async function apply(object: KubeObject): Promise<void> {
    const answer = await getCluster().serverSideApply(object, { fieldManager: 'kustomize-controller' });
    expect(answer).not.toHaveProperty('refusal');
  }

  function find(kind: string): ManagedResource | undefined {
    return cloud.objects().find((object) => object.kind === kind);
  }

  /** Of all but the object that only shows that time has passed. */
  function listVersions(): readonly string[] {
    const objects = cloud.objects().filter(({ metadata }) => metadata.name !== 'later');
    return objects.map(({ metadata }) => `${metadata.uid} ${metadata.resourceVersion}`).toSorted();
  }
});

function isManaged({ apiVersion }: KubeObject): boolean {
  return apiVersion.split('/')[0]?.endsWith('.aws.m.upbound.io') === true;
}
