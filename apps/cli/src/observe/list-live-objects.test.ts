import { type ClusterReader, KubeError, type KubeErrorCode, type KubeObject } from '@atoll/kube';
import { describe, expect, it } from 'vitest';
import { findIngressService, listLiveObjects } from './list-live-objects.ts';

const kinds = ['a', 'b', 'c'].map((plural) => ({ group: 'example.com', version: 'v1', plural }));

/** A reader that gives what stands under a plural, or fails with the code that stands there. */
function readerOf(answers: Readonly<Record<string, readonly KubeObject[] | KubeErrorCode>>): ClusterReader {
  return {
    server: 'https://10.0.0.1',
    context: 'main',
    listObjects: async ({ plural }) => {
      const answer = answers[plural] ?? [];
      if (typeof answer === 'string') throw new KubeError(answer, `${plural} fails`);
      return answer;
    },
  };
}

function object(name: string, spec: unknown = {}): KubeObject {
  return { apiVersion: 'example.com/v1', kind: 'A', metadata: { name }, spec };
}

describe('listLiveObjects', () => {
  it('joins the objects of all kinds and names the kinds that are not installed', async () => {
    const reader = readerOf({ a: [object('one')], b: 'ERR_KUBE_NOT_FOUND', c: [object('two')] });

    const live = await listLiveObjects(reader, kinds, 'region-one');

    expect(live.objects.map(({ metadata }) => metadata.name)).toEqual(['one', 'two']);
    expect(live.notInstalled).toEqual(['b.example.com']);
  });

  it.each([
    [
      'no kind is installed',
      { a: 'ERR_KUBE_NOT_FOUND', b: 'ERR_KUBE_NOT_FOUND', c: 'ERR_KUBE_NOT_FOUND' },
      'ERR_KUBE_NOT_FOUND',
      'a fails\nb fails\nc fails',
    ],
    [
      'a kind is forbidden',
      { a: 'ERR_KUBE_FORBIDDEN', c: 'ERR_KUBE_FORBIDDEN' },
      'ERR_KUBE_FORBIDDEN',
      'a fails\nc fails',
    ],
    [
      'the cluster is away',
      { a: 'ERR_KUBE_UNREACHABLE', b: 'ERR_KUBE_UNREACHABLE' },
      'ERR_KUBE_UNREACHABLE',
      'a fails',
    ],
  ] as const)('fails when %s', async (_what, answers, code, message) => {
    const answer = listLiveObjects(readerOf(answers), kinds, 'region-one');

    await expect(answer).rejects.toMatchObject({ code, message });
  });
});

describe('findIngressService', () => {
  it('gives the one Service that has a load balancer', async () => {
    const services = [object('inside', { type: 'ClusterIP' }), object('public', { type: 'LoadBalancer' })];

    const found = await findIngressService(readerOf({ services }));

    expect(found?.metadata.name).toBe('public');
  });

  it('gives nothing while there is none', async () => {
    await expect(findIngressService(readerOf({}))).resolves.toBeUndefined();
  });

  it('refuses to choose between two', async () => {
    const services = [object('one', { type: 'LoadBalancer' }), object('two', { type: 'LoadBalancer' })];

    const found = findIngressService(readerOf({ services }));

    await expect(found).rejects.toMatchObject({
      code: 'ERR_OBSERVE_INGRESS',
      message:
        'Several Services of type LoadBalancer in namespace ingress of https://10.0.0.1 carry the label atoll.dev/ingress=true: one, two. A region has one ingress: take the label from the others.',
    });
  });
});
