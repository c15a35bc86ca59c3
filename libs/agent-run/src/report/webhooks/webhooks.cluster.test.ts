import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { AgentConfig } from '@atoll/agent-model';
import { describeCluster } from '@atoll/cluster/testing';
import type { DriftCloudEvent } from '@atoll/drift';
import { afterEach, expect, it } from 'vitest';
import { setUpRegion } from '../../testing/guarded-region.ts';
import { edit, listRecords, readMetric } from '../../testing/read-guarded-region.ts';
import { startTestAgent } from '../../testing/start-test-agent.ts';
import { toShop } from '../../testing/to-shop.ts';
import { signMessage } from './sign-message.ts';

const FLUX_CRDS = join(import.meta.dirname, '..', '..', '..', '..', 'flux', 'src', 'schemas', 'crds');
const WAIT = { timeout: 30_000, interval: 25 };
const KEY = 'a-key-that-nobody-else-knows';

/** A receiver that notes what it was sent. */
interface Receiver {
  readonly url: string;
  readonly received: { readonly headers: IncomingHttpHeaders; readonly body: string }[];
  /** Statuses of the next answers; 204 after them. */
  readonly answers: number[];
}

describeCluster('an agent that tells webhooks', { crdFolders: [FLUX_CRDS] }, (getCluster) => {
  const stops: (() => Promise<unknown> | void)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).toReversed()) await stop();
  });

  async function startReceiver(): Promise<Receiver> {
    const receiver = { received: [] as Receiver['received'][number][], answers: [] as number[] };
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        receiver.received.push({ headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
        response.writeHead(receiver.answers.shift() ?? 204).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stops.push(() => new Promise((resolve) => server.close(resolve)));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, ...receiver };
  }

  let regions = 0;
  async function setUp(policy: AgentConfig['drift']['policy'], receiver: Receiver) {
    regions += 1;
    const region = await setUpRegion(getCluster(), {
      name: `hook-${regions}`,
      drift: { policy },
      webhooks: [{ name: 'pager', url: receiver.url, secretName: 'pager' }],
    });
    stops.push(() => region.dispose());
    const folder = join(region.dataFolder, 'hooks');
    mkdirSync(join(folder, 'pager'), { recursive: true });
    writeFileSync(join(folder, 'pager', 'hmacKey'), `${KEY}\n`);
    const shop = toShop(region);
    await region.publish([shop.map, shop.secret]);
    const agent = await startTestAgent(region, {
      ATOLL_KUBECONFIG: getCluster().kubeconfigPath,
      ATOLL_ACCESS: 'remediating',
      ATOLL_WEBHOOK_FOLDER: folder,
    });
    stops.push(() => agent.stop());
    await expect.poll(agent.readReadiness, WAIT).toBe('ready');
    return { region, agent, ...shop };
  }

  function typesOf({ received }: Receiver): readonly string[] {
    return received.map(({ body }) => (JSON.parse(body) as DriftCloudEvent).type);
  }

  it('tells of a drift once and of its end once, signed, and shows no secret', async () => {
    const receiver = await startReceiver();
    const { region, paths } = await setUp('notify', receiver);
    const stolen = Buffer.from('stolen-by-hand').toString('base64');

    await edit(getCluster(), paths.secret, { body: { data: { password: stolen } }, manager: 'kubectl-edit' });
    await expect.poll(() => typesOf(receiver), WAIT).toStrictEqual(['dev.atoll.drift.detected']);
    const was = Buffer.from('hunter2-of-git').toString('base64');
    await edit(getCluster(), paths.secret, { body: { data: { password: was } }, manager: 'kubectl-edit' });
    await expect
      .poll(() => typesOf(receiver), WAIT)
      .toStrictEqual(['dev.atoll.drift.detected', 'dev.atoll.drift.healed']);

    for (const { headers, body } of receiver.received) {
      const { id } = JSON.parse(body) as DriftCloudEvent;
      const seconds = Number(headers['webhook-timestamp']);
      expect(headers).toMatchObject(signMessage(KEY, { id, seconds, body }));
      expect(Math.abs(Date.now() / 1_000 - seconds)).toBeLessThan(60);
      for (const secret of [stolen, was, 'stolen-by-hand', KEY]) expect(body).not.toContain(secret);
    }
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      source: `/regions/${region.name}/region`,
      subject: `Secret/${region.namespace}/login`,
      data: { class: 'Modified', policy: 'notify', changes: [{ path: '/data/password' }] },
    });
  });

  it('tells again what a receiver could not take, and not what it refused', async () => {
    const receiver = await startReceiver();
    const { agent, paths } = await setUp('notify', receiver);

    receiver.answers.push(503);
    await edit(getCluster(), paths.map, { body: { data: { most: '11' } }, manager: 'kubectl-edit' });
    await expect.poll(() => receiver.received.length, WAIT).toBe(2);
    receiver.answers.push(400);
    await edit(getCluster(), paths.map, { body: { data: { most: '12' } }, manager: 'kubectl-edit' });
    await expect.poll(() => receiver.received.length, WAIT).toBe(3);
    await edit(getCluster(), paths.map, { body: { data: { most: '10' } }, manager: 'kubectl-edit' });

    await expect.poll(() => typesOf(receiver).at(-1), WAIT).toBe('dev.atoll.drift.healed');
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(ids[0]).toBe(ids[1]);
    expect(new Set(ids).size).toBe(3);
    const counts = (await readMetric(agent, 'atoll_webhook_total')).map((line) =>
      line.replace(/^.*result="(\w+)"} /, '$1 '),
    );
    expect(counts.sort()).toStrictEqual(['failed 1', 'refused 1', 'taken 2']);
  });

  it('leaves everybody in peace where the policy is to observe', async () => {
    const receiver = await startReceiver();
    const { region, paths } = await setUp('observe', receiver);

    await edit(getCluster(), paths.map, { body: { data: { most: '11' } }, manager: 'kubectl-edit' });
    await expect
      .poll(() => listRecords(region, getCluster()), WAIT)
      .toMatchObject([{ status: { class: 'Modified' } }]);
    await edit(getCluster(), paths.map, { body: { data: { most: '10' } }, manager: 'kubectl-edit' });
    await expect
      .poll(() => listRecords(region, getCluster()), WAIT)
      .toMatchObject([{ status: { class: 'InSync' } }]);

    expect(receiver.received).toStrictEqual([]);
  });
});
