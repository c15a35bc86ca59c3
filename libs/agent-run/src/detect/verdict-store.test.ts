import type { Verdict } from '@atoll/agent-model';
import { describe, expect, it } from 'vitest';
import { createVerdictStore } from './verdict-store.ts';

const IN_SYNC: Verdict = { class: 'InSync', changes: [], message: 'as in Git' };
const DRIFTED: Verdict = {
  class: 'Modified',
  changes: [{ path: '/spec/replicas', was: { json: '2' }, is: { json: '7' } }],
  message: 'one field',
};

function at(minute: number): Date {
  return new Date(Date.UTC(2026, 2, 1, 12, minute));
}

function put(verdict: Verdict, minute: number) {
  return { key: 'a', verdict, uid: 'u1', observedAt: at(minute) };
}

describe(createVerdictStore, () => {
  it('tells of a verdict that is another than before, and of no other', () => {
    const heard: string[] = [];
    const store = createVerdictStore((next, previous) =>
      heard.push(`${previous?.verdict.class ?? 'new'} → ${next.verdict.class}`),
    );

    for (const verdict of [IN_SYNC, IN_SYNC, DRIFTED, DRIFTED, IN_SYNC]) store.put(put(verdict, 0));

    expect(heard).toStrictEqual(['new → InSync', 'InSync → Modified', 'Modified → InSync']);
  });

  it('knows since when it is so, and when it was seen last', () => {
    const store = createVerdictStore(() => undefined);
    store.put(put(DRIFTED, 1));
    store.put(put(DRIFTED, 5));

    expect(store.get('a')).toMatchObject({ since: at(1), observedAt: at(5) });
  });

  it('keeps who changed a field first, whoever writes the same value again', () => {
    const heard: string[] = [];
    const store = createVerdictStore(({ verdict }) => heard.push(verdict.changes[0]?.by?.manager ?? ''));
    for (const manager of ['kubectl-edit', 'kustomize-controller']) {
      const changes = DRIFTED.changes.map((change) => ({
        ...change,
        by: { manager, operation: 'Update' } as const,
      }));
      store.put(put({ ...DRIFTED, changes }, 0));
    }

    expect(heard).toStrictEqual(['kubectl-edit']);
    expect(store.get('a')?.verdict.changes).toMatchObject([{ by: { manager: 'kubectl-edit' } }]);
  });

  it('takes an object of another uid for another object', () => {
    const heard: string[] = [];
    const store = createVerdictStore(({ uid }) => heard.push(uid ?? ''));
    store.put(put(IN_SYNC, 0));
    store.put({ ...put(IN_SYNC, 1), uid: 'u2' });

    expect(heard).toStrictEqual(['u1', 'u2']);
  });
});
