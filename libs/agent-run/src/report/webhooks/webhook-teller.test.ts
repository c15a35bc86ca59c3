import type { Verdict } from '@atoll/agent-model';
import type { DriftCloudEvent } from '@atoll/drift';
import { describe, expect, it } from 'vitest';
import { createAgentMetrics } from '../../agent-metrics.ts';
import { systemClock } from '../../clock.ts';
import type { DesiredObject } from '../../desired/desired-object.ts';
import { createWebhookTeller } from './webhook-teller.ts';

const OBJECT: DesiredObject = {
  key: '/ConfigMap/shop/limits',
  ref: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'limits' },
  region: 'eu-1',
  half: 'region',
  stage: 'platform',
  kustomization: 'flux-system/platform',
  commit: 'c'.repeat(40),
  path: 'limits.yaml',
  blob: 'b',
  json: '{}',
};

const IN_SYNC: Verdict = { class: 'InSync', changes: [], message: 'as in Git' };

function toDrift(value: string): Verdict {
  const change = { path: '/data/most', was: { json: '"10"' }, is: { json: value } };
  return { class: 'Modified', changes: [change], message: 'one field' };
}

interface Told {
  readonly wasDrifted?: boolean;
  readonly isQuiet?: boolean;
  readonly policy?: 'observe' | 'notify';
  readonly resourceVersion?: string;
}

function start() {
  const sent: string[] = [];
  const ids: string[] = [];
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const teller = createWebhookTeller({
    webhooksOf: () => [{ name: 'pager', url: 'https://pager.example.com', secretName: 'pager' }],
    send: (_webhook, event: DriftCloudEvent) => {
      sent.push(event.type.replace('dev.atoll.drift.', ''));
      ids.push(event.id);
      return Promise.resolve({ result: 'taken' });
    },
    clock: systemClock,
    metrics: createAgentMetrics(),
    log: quiet,
  });
  const at = new Date('2026-12-01T03:00:00Z');
  const tell = async (verdict: Verdict, told: Told = {}) => {
    const { wasDrifted = false, isQuiet = false, policy = 'notify', resourceVersion = '1' } = told;
    const stored = { key: OBJECT.key, object: OBJECT, verdict, resourceVersion, observedAt: at, since: at };
    const step = { policy, nextAction: 'nothing' };
    teller.tell({ stored, step, isFight: false, isQuiet, wasDrifted, record: 'configmap-limits-1' });
    await teller.whenIdle();
  };
  return { sent, ids, tell, forget: () => teller.forget() };
}

describe(createWebhookTeller, () => {
  it('tells a drift once, another one, and the end once, however often it is asked to', async () => {
    const { sent, ids, tell } = start();

    // The record says that it drifted until it is written.
    for (const verdict of [toDrift('"11"'), toDrift('"11"'), toDrift('"12"'), IN_SYNC, IN_SYNC])
      await tell(verdict, { wasDrifted: true });

    expect(sent).toStrictEqual(['detected', 'detected', 'healed']);
    expect(new Set(ids).size).toBe(3);
  });

  it('gives the same drift of another day other ids, and what is written meanwhile none', async () => {
    const { sent, ids, tell } = start();

    await tell(toDrift('"11"'), { resourceVersion: '1' });
    await tell(toDrift('"11"'), { resourceVersion: '2' });
    await tell(IN_SYNC, { resourceVersion: '3' });
    await tell(toDrift('"11"'), { resourceVersion: '4' });
    await tell(IN_SYNC, { resourceVersion: '5' });

    expect(sent).toStrictEqual(['detected', 'healed', 'detected', 'healed']);
    expect(new Set(ids).size).toBe(4);
  });

  it('tells the end of what the leader before it told, and once', async () => {
    const { sent, tell } = start();

    await tell(IN_SYNC, { wasDrifted: true });
    await tell(IN_SYNC, { wasDrifted: true });

    expect(sent).toStrictEqual(['healed']);
  });

  it('tells the end of what somebody else told while somebody else led', async () => {
    const { sent, tell, forget } = start();
    await tell(toDrift('"11"'));
    await tell(IN_SYNC);

    forget();
    await tell(IN_SYNC, { wasDrifted: true });

    expect(sent).toStrictEqual(['detected', 'healed', 'healed']);
  });

  it.each([[{ isQuiet: true }], [{ policy: 'observe' as const }]])('says nothing with %j', async (told) => {
    const { sent, tell } = start();

    await tell(toDrift('"11"'), told);

    expect(sent).toStrictEqual([]);
  });
});
