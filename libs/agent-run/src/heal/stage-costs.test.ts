import { describe, expect, it } from 'vitest';
import { createStageCosts } from './stage-costs.ts';

describe(createStageCosts, () => {
  it('gives the dearest of the others, of the same stage alone', () => {
    const costs = createStageCosts();
    costs.set('a/platform', 'one', 'disruptive');
    costs.set('a/platform', 'two', 'safe');
    costs.set('b/platform', 'three', 'destructive');

    expect(costs.ofOthers('a/platform', 'one')).toBe('safe');
    expect(costs.ofOthers('a/platform', 'two')).toBe('disruptive');
    expect(costs.ofOthers('b/platform', 'three')).toBeUndefined();
  });

  it('forgets what is healed', () => {
    const costs = createStageCosts();
    costs.set('a/platform', 'one', 'disruptive');
    costs.set('a/platform', 'one', undefined);

    expect(costs.ofOthers('a/platform', 'two')).toBeUndefined();
  });
});
