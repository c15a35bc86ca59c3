import type { HealingResult } from '@atoll/drift';
import { describe, expect, it } from 'vitest';
import { createHealingNotes } from './healing-notes.ts';

const FRESH = { acts: 0, fought: [] };

function toResult(object: Partial<HealingResult['object']>): HealingResult {
  return {
    decision: { action: 'none', code: 'policy-observe', reason: 'policy observe only looks' },
    policy: 'observe',
    isQuiet: false,
    object: { ...FRESH, ...object },
    breaker: { tokens: 99, atMs: 1 },
  };
}

function toRecord(healing: string) {
  return {
    spec: { region: 'eu', half: 'region', object: { apiVersion: 'v1', kind: 'A', name: 'a' } },
    status: { healing },
  } as const;
}

describe(createHealingNotes, () => {
  it('takes over what the leader before it left in the record, and prefers its own', () => {
    const notes = createHealingNotes(() => undefined);
    const record = toRecord(JSON.stringify({ acts: 2, fought: [] }));

    expect(notes.recall('a', record)).toMatchObject({ acts: 2 });
    notes.keep('a', toResult({ acts: 3 }));
    expect(notes.recall('a', record)).toMatchObject({ acts: 3 });
    notes.forget();
    expect(notes.recall('a', record)).toMatchObject({ acts: 2 });
  });

  it.each(['', '{', 'null', '7', '{"acts":"many"}'])('takes %j in a record for nothing', (text) => {
    expect(createHealingNotes(() => undefined).recall('a', toRecord(text))).toBeUndefined();
  });

  it('takes a decision back, but not the token of the breaker', () => {
    const notes = createHealingNotes(() => undefined);
    notes.keep('a', toResult({ acts: 1 }));
    const takeBack = notes.keep('a', { ...toResult({ acts: 2 }), breaker: { tokens: 98, atMs: 2 } });

    takeBack();

    expect(notes.recall('a', undefined)).toMatchObject({ acts: 1 });
    expect(notes.breaker).toStrictEqual({ tokens: 98, atMs: 2 });
  });

  it('tells of a fight once', () => {
    let fights = 0;
    const notes = createHealingNotes(() => {
      fights += 1;
    });
    for (const fightSinceMs of [undefined, 5, 5])
      notes.keep('a', toResult(fightSinceMs === undefined ? {} : { fightSinceMs }));

    expect(fights).toBe(1);
  });

  it('counts what came of an act', () => {
    const notes = createHealingNotes(() => undefined);
    const open = { act: 'apply', seen: 'u/1', fields: ['/data/a'], isDone: false, isHealed: false } as const;
    notes.keep('a', toResult({ acts: 1, open }));

    notes.noteOutcome('a', { result: 'done' });

    expect(notes.recall('a', undefined)?.open?.isDone).toBe(true);
    expect(JSON.parse(notes.stepOf('a')?.healing ?? '{}')).toMatchObject({
      acts: 1,
      open: { isDone: false },
    });
  });
});
