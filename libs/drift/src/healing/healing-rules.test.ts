import { describe, expect, it } from 'vitest';
import { decidePolicy } from './gates/decide-policy.ts';
import { explainOddMatches } from './gates/explain-odd-matches.ts';
import { findFreeze } from './gates/find-freeze.ts';
import { findPause } from './gates/find-pause.ts';
import { parseHealingRules } from './healing-rules.ts';
import { toAgentRules } from './testing/agent-rules.ts';

const CART = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'cart',
  stage: 'workloads',
};
const NOW = Date.parse('2026-12-08T12:00:00Z');

describe('healing rules', () => {
  it.each(['2026-02-31T00:00:00Z', '2026-12-08T24:30:00Z', 'tomorrow'])(
    'refuse %s as an instant, and name the place',
    (until) => {
      const pauses = [{ until, actor: 'ada', reason: 'INC-1' }];

      expect(() => parseHealingRules(toAgentRules({ drift: { pauses } }))).toThrow(
        expect.objectContaining({
          code: 'ERR_HEALING_INSTANT',
          message: expect.stringContaining('drift.pauses[0].until'),
        }),
      );
    },
  );

  it('let the last override that matches decide the policy', () => {
    const overrides = [
      { match: { kind: 'Deployment' }, policy: 'flux' as const },
      { match: { namespace: 'sh*' }, policy: 'notify' as const },
      { match: { kind: 'StatefulSet' }, policy: 'observe' as const },
    ];
    const rules = parseHealingRules(toAgentRules({ drift: { overrides } }));

    expect(decidePolicy(rules, CART)).toBe('notify');
    expect(decidePolicy(rules, { ...CART, namespace: 'core' })).toBe('flux');
    expect(decidePolicy(rules, { ...CART, kind: 'Service', namespace: 'core' })).toBe('apply');
  });

  it('end a pause at its instant, and of two that match the later counts', () => {
    const pauses = [
      { until: '2026-12-08T12:00:00Z', actor: 'ada', reason: 'INC-1' },
      { match: { name: 'cart' }, until: '2026-12-08T13:00:00Z', actor: 'bob', reason: 'INC-2' },
      { match: { namespace: 'shop' }, until: '2026-12-08T14:00:00Z', actor: 'eve', reason: 'INC-3' },
      { match: { name: 'other' }, until: '2026-12-09T00:00:00Z', actor: 'joe', reason: 'INC-4' },
    ];
    const { pauses: parsed } = parseHealingRules(toAgentRules({ drift: { pauses } }));

    expect(findPause(parsed, CART, NOW)?.actor).toBe('eve');
    expect(findPause(parsed, CART, NOW + 7_200_000)).toBeUndefined();
    expect(findPause(parsed, { ...CART, name: 'x', namespace: 'core' }, NOW)).toBeUndefined();
    expect(findPause(parsed, { ...CART, name: 'x', namespace: 'core' }, NOW - 1)?.actor).toBe('ada');
  });

  it('freeze from one instant to another, the end not included', () => {
    const freeze = {
      name: 'q4',
      from: '2026-12-08T12:00:00Z',
      until: '2026-12-09T00:00:00Z',
      reason: 'close',
    };
    const { freezes } = parseHealingRules(toAgentRules({ freezes: [freeze] }));

    expect(findFreeze(freezes, NOW - 1)).toBeUndefined();
    expect(findFreeze(freezes, NOW)?.name).toBe('q4');
    expect(findFreeze(freezes, Date.parse(freeze.until))).toBeUndefined();
  });

  it('tell which match nothing, and which ignore everything', () => {
    const { drift } = toAgentRules({
      drift: {
        overrides: [{ match: { kind: 'Deploymant' }, policy: 'flux' }],
        ignore: [
          { match: { name: '*' }, reason: 'all of it' },
          { match: { kind: 'Deployment' }, reason: 'half of it' },
        ],
        pauses: [{ until: '2026-12-08T12:00:00Z', actor: 'ada', reason: 'INC-1' }],
      },
    });

    expect(explainOddMatches(drift, [CART, { ...CART, kind: 'Service' }])).toEqual([
      'agent.json: drift.overrides[0] matches none of the 2 objects of this half; see its match',
      'agent.json: drift.ignore[0] matches all 2 objects of this half; make its match narrower',
    ]);
    expect(explainOddMatches(drift, [])).toEqual([]);
  });
});
