import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KubeManifest } from '../manifest/kube-manifest.ts';
import { judgeSample, NOW, type SampleObject, toSample, withMetadata } from '../testing/sample-object.ts';
import { explainGrantEnd, findGrantEnd } from './grant-end.ts';

const UNTIL = 'atoll.dev/until';

const binding = toSample(
  { type: 'map', fields: new Map([['role', { type: 'leaf', value: 'admin' }]]) },
  'RoleBinding',
);

function until(object: KubeManifest, text: string | undefined): KubeManifest {
  return text === undefined ? object : withMetadata(object, { annotations: { [UNTIL]: text } });
}

function toText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** A binding whose end stands in Git and on the live object, perhaps another one. */
function judge(git: string | undefined, live: string | undefined) {
  const sample: Pick<SampleObject, 'desired' | 'answer'> = {
    desired: until(binding.desired, git),
    answer: until(binding.answer, git),
  };
  return judgeSample(sample, until(binding.live, live));
}

describe('a binding that stands for grants', () => {
  it('is drift from the instant of its end on, and not before', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (offSeconds) => {
        const end = toText(NOW.getTime() + offSeconds * 1_000);

        const { class: name, message } = judge(end, end);

        expect(name).toBe(offSeconds <= 0 ? 'Extra' : 'InSync');
        if (offSeconds <= 0)
          expect(message).toBe(`RoleBinding sample was granted until ${end} and is still there`);
      }),
    );
  });

  it('is drift though somebody wrote a later end on it, or took the end away', () => {
    const over = '2026-12-01T11:00:00Z';
    const words = `was granted until ${over} and is still there; the object itself says otherwise`;

    expect(judge(over, '2036-12-01T11:00:00Z').message).toContain(words);
    expect(judge(over, undefined).message).toContain(words);
    expect(judge(over, 'for ever').class).toBe('Extra');
  });

  it('is drift when its own end is over, whatever Git says', () => {
    expect(judge('2036-12-01T11:00:00Z', '2026-12-01T11:00:00Z').class).toBe('Extra');
    expect(judge(undefined, '2026-12-01T11:00:00Z').message).not.toContain('otherwise');
    expect(judge(undefined, 'for ever').message).toContain('an end that is no instant');
  });

  it('is none without an end, and one that is going is told as that', () => {
    expect(findGrantEnd(binding)).toBeUndefined();
    const live = withMetadata(until(binding.live, '2026-12-01T11:00:00Z'), {
      deletionTimestamp: '2026-12-01T11:59:00Z',
    });
    expect(judgeSample(binding, live).class).toBe('Terminating');
  });

  it('says when somebody has to look again, and of an object that left Git, too', () => {
    const live = until(binding.live, '2026-12-01T13:00:00Z');
    const desired = until(binding.desired, '2026-12-01T12:30:00Z');

    expect(findGrantEnd({ desired, live })).toStrictEqual(new Date('2026-12-01T12:30:00Z'));
    expect(findGrantEnd({ desired: undefined, live })).toStrictEqual(new Date('2026-12-01T13:00:00Z'));
    const late = new Date('2026-12-01T13:00:00Z');
    expect(explainGrantEnd({ desired: undefined, live }, late)).toContain('is still there');
    expect(explainGrantEnd({ desired, live: undefined }, late)).toBeUndefined();
  });
});
