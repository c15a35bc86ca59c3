import { describe, expect, it } from 'vitest';
import { KubeError } from '../kube-error.ts';
import type { KubeObject } from '../kube-object.ts';
import { RECORDED_ANSWERS } from '../testing/recorded-answers.ts';
import type { KubeConnection, KubeRequest } from '../transport/kube-connection.ts';
import { listResource } from './list-resource.ts';

const resource = { group: 'apps', version: 'v1', plural: 'deployments', namespace: 'drift' };

/** Answers requests in order, with a body or an error. */
function answer(...answers: readonly unknown[]) {
  const requests: KubeRequest[] = [];
  const connection: KubeConnection = {
    server: 'https://10.0.0.1',
    credentials: async () => ({ headers: {}, tls: {} }),
    close: async () => undefined,
    async request(request) {
      const body = answers[requests.push(request) - 1];
      if (body instanceof Error) throw body;
      return { status: 200, body, warnings: [] };
    },
  };
  return { connection, requests };
}

async function list(connection: KubeConnection, isMetadataOnly = false) {
  const objects: KubeObject[] = [];
  let restarts = 0;
  const version = await listResource(connection, resource, {
    isMetadataOnly,
    onObject: (object) => void objects.push(object),
    onRestart: () => void (restarts += 1),
  });
  return { version, objects, restarts };
}

function expired(): KubeError {
  return new KubeError('ERR_KUBE_RESPONSE', 'expired', { status: RECORDED_ANSWERS.expiredContinue.code });
}

describe('listResource', () => {
  it('fault 17: takes null for no items', async () => {
    const { connection, requests } = answer(RECORDED_ANSWERS.emptyMetadataList);
    expect(await list(connection, true)).toStrictEqual({ version: '4842', objects: [], restarts: 0 });
    expect(requests[0]?.accept).toContain('as=PartialObjectMetadataList');
  });

  it('fault 17: gives items the kind of their list where they have none', async () => {
    const items = [
      { metadata: { name: 'a' } },
      { kind: 'Own', apiVersion: 'own/v1', metadata: { name: 'b' } },
    ];
    const { connection } = answer({
      kind: 'DeploymentList',
      apiVersion: 'apps/v1',
      metadata: { resourceVersion: '5' },
      items,
    });
    expect((await list(connection)).objects).toStrictEqual([
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' } },
      { apiVersion: 'own/v1', kind: 'Own', metadata: { name: 'b' } },
    ]);
  });

  it('fault 4: begins again where a page has expired, and gives up in the end', async () => {
    const first = {
      kind: 'DeploymentList',
      apiVersion: 'apps/v1',
      metadata: { continue: 'next' },
      items: [],
    };
    const last = { ...first, metadata: { resourceVersion: '8' } };
    const { connection, requests } = answer(first, expired(), first, last);
    expect(await list(connection)).toMatchObject({ version: '8', restarts: 1 });
    expect(requests.map(({ path }) => path.includes('continue=next'))).toStrictEqual([
      false,
      true,
      false,
      true,
    ]);

    const looping = answer(...Array.from({ length: 10 }, expired));
    await expect(list(looping.connection)).rejects.toMatchObject({ status: 410 });
    expect(looping.requests).toHaveLength(4);
  });
});
