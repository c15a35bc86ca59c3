import { join } from 'node:path';
import { UNTIL_ANNOTATION } from '@atoll/agent-model';
import { describeCluster } from '@atoll/cluster/testing';
import { afterEach, expect, it } from 'vitest';
import { type Manifest, setUpRegion } from '../testing/guarded-region.ts';
import { listRecords } from '../testing/read-guarded-region.ts';
import { startTestAgent } from '../testing/start-test-agent.ts';

const FLUX_CRDS = join(import.meta.dirname, '..', '..', '..', 'flux', 'src', 'schemas', 'crds');
const WAIT = { timeout: 30_000, interval: 25 };

/** Long enough for the agent to see the binding while it is granted. */
const GRANTED_MS = 5_000;

describeCluster('an agent that sees a grant end', { crdFolders: [FLUX_CRDS] }, (getCluster) => {
  const stops: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).toReversed()) await stop();
  });

  it('calls a binding drift from the instant on at which its grant is over, though nothing happens', async () => {
    const region = await setUpRegion(getCluster(), { name: 'grants' });
    stops.push(() => region.dispose());
    const until = `${new Date(Date.now() + GRANTED_MS).toISOString().slice(0, 19)}Z`;
    await region.publish([
      toBinding(region.namespace, 'over-soon', until),
      toBinding(region.namespace, 'ever'),
    ]);
    const agent = await startTestAgent(region, {
      ATOLL_KUBECONFIG: getCluster().kubeconfigPath,
      ATOLL_ACCESS: 'remediating',
    });
    stops.push(() => agent.stop());
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');

    await expect
      .poll(() => listRecords(region, getCluster()), WAIT)
      .toMatchObject([
        {
          spec: { object: { kind: 'RoleBinding', name: 'over-soon' } },
          status: { class: 'Extra', message: expect.stringContaining(`granted until ${until}`) },
        },
      ]);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(until));
  });
});

function toBinding(namespace: string, name: string, until?: string): Manifest {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: {
      name,
      namespace,
      ...(until === undefined ? {} : { annotations: { [UNTIL_ANNOTATION]: until } }),
    },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
    subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'ann' }],
  };
}
