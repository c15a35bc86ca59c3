import { describe, expect, it } from 'vitest';
import type { DecommissionPlan } from './decommission-report.ts';
import { renderPlan } from './render-plan.ts';

const plan: DecommissionPlan = {
  region: 'one',
  place: 'aws account 111122223333, eu-west-1',
  namespace: 'region-one',
  exports: [],
  locks: [],
  inside: [],
  stages: [
    {
      stage: 'identity',
      objects: [
        { object: 'configmap/atoll-guard', fate: 'internal' },
        { object: 'configmap/other', fate: 'internal' },
      ],
      steps: [],
    },
  ],
  revocation: [],
  leftovers: [],
};

describe(renderPlan, () => {
  it('leaves the lists of the guard, which it lets nobody delete, to the namespace', () => {
    const text = renderPlan(plan);

    expect(text).toContain('  kubectl --namespace region-one delete \\\n    configmap/other\n');
    expect(text).toContain(
      'also the lists of its guard (configmap/atoll-guard), which nobody may delete by hand.',
    );
  });
});
