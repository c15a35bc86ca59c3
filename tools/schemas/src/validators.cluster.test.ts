import { join } from 'node:path';

import type { RunningCluster } from '@atoll/cluster';
import { describeCluster } from '@atoll/cluster/testing';

import { beforeAll, expect, it } from 'vitest';

import { loadGeneratedSchemas, type Manifest, readExampleManifests } from './testing/example-manifests.ts';
import { listMutations } from './testing/mutations.ts';
import { findExamplesFolder, REPOSITORY_ROOT } from './testing/releases-folder.ts';

/** Changes that only the API server refuses: the CEL rule compares values of a map, see `source.json`. */
const LEFT_TO_THE_SERVER = [
  'EC2NodeClass spec.subnetSelectorTerms.0.tags.karpenter.sh/discovery = ""',
  'EC2NodeClass spec.securityGroupSelectorTerms.0.tags.aws:eks:cluster-name = ""',
];

const schemas = await loadGeneratedSchemas();
const examples = findExamplesFolder();
const manifests = examples === undefined ? [] : readExampleManifests(examples, schemas);
const crdFolders = ['cloud-aws', 'crossplane', 'flux', 'platform'].map((lib) =>
  join(REPOSITORY_ROOT, 'libs', lib, 'src/schemas/crds'),
);

it.skipIf(examples === undefined)('finds examples to change', () => {
  expect(manifests).not.toEqual([]);
});

if (examples !== undefined) {
  describeCluster('generated validators', { crdFolders }, (getCluster) => {
    beforeAll(async () => {
      const names = new Set(manifests.map(({ metadata }) => metadata.namespace ?? 'default'));
      for (const name of names) {
        const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
        await getCluster().request('POST', '/api/v1/namespaces', { body });
      }
    });

    it.each(manifests.map((manifest) => [manifest.kind, manifest.metadata.name, manifest] as const))(
      'accept and refuse what the API server does: %s %s, changed in every place',
      async (kind, _name, manifest) => {
        const disagreements: string[] = [];
        for (const { title, object } of [
          { title: 'as it is', object: manifest },
          ...listMutations(manifest),
        ]) {
          const refusal = await findRefusal(getCluster(), object as Manifest);
          const problems = schemas.validate(object);
          if ((refusal === undefined) !== (problems.length === 0)) {
            disagreements.push(`${kind} ${title}`);
          }
        }

        expect(disagreements.filter((title) => !LEFT_TO_THE_SERVER.includes(title))).toEqual([]);
      },
    );
  });
}

async function findRefusal(cluster: RunningCluster, object: Manifest): Promise<string | undefined> {
  const definition = schemas.kinds.find(
    ({ apiVersion, kind }) => apiVersion === object.apiVersion && kind === object.kind,
  );
  const resource = { plural: definition?.plural ?? '', isNamespaced: definition?.namespaced === true };
  const options = { fieldManager: 'test', isDryRun: true, resource };
  return (await cluster.serverSideApply(object, options)).refusal;
}
