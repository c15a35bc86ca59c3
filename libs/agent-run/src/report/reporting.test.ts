import { describe, expect, it } from 'vitest';
import { createAgentMetrics } from '../agent-metrics.ts';
import type { DesiredObject } from '../desired/desired-object.ts';
import type { StoredVerdict } from '../detect/verdict-store.ts';
import { createReporting } from './reporting.ts';

const AT = new Date('2026-03-01T12:00:00Z');

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

function toStored(name: 'InSync' | 'Modified' | 'Unknown'): StoredVerdict {
  const verdict = { class: name, changes: [], message: name };
  return { key: OBJECT.key, object: OBJECT, verdict, observedAt: AT, since: AT };
}

function tell(before: StoredVerdict, after: StoredVerdict): readonly string[] {
  const lines: string[] = [];
  const note = (message: string) => void lines.push(message);
  const reporting = createReporting({
    parts: { log: { info: note, warn: note, error: note }, metrics: createAgentMetrics() },
    keeper: { nameOf: () => undefined },
    teller: { tell: () => undefined, stop: () => Promise.resolve() },
    healerOf: () => undefined,
  });
  reporting.tell(after, before);
  return lines;
}

describe(createReporting, () => {
  it('says that an object is as in Git again when it is', () => {
    expect(tell(toStored('Modified'), toStored('InSync'))).toStrictEqual(['an object is as in Git again']);
  });

  it('does not call an object as in Git that nobody can see any more', () => {
    expect(tell(toStored('Modified'), toStored('Unknown'))).not.toContain('an object is as in Git again');
  });
});
