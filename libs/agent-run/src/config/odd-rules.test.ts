import type { AgentConfig } from '@atoll/agent-model';
import { describe, expect, it } from 'vitest';
import { createDesiredIndex } from '../desired/desired-index.ts';
import type { TrackedStage } from '../desired/desired-tracker.ts';
import { createOddRules } from './odd-rules.ts';

const STAGE = 'flux-system/platform';

function toHalf(kind: string) {
  const drift = { policy: 'observe', overrides: [], elastic: [], pauses: [] };
  const ignore = [{ match: { kind }, reason: 'somebody else writes it' }];
  const config = { drift: { ...drift, ignore } } as unknown as AgentConfig;
  return { region: 'eu-1', half: 'region', namespace: 'flux-system', config } as const;
}

function toIndex() {
  const index = createDesiredIndex();
  const objects = ['ConfigMap', 'Secret'].map((kind) => ({
    key: `/${kind}/shop/a`,
    ref: { apiVersion: 'v1', kind, namespace: 'shop', name: 'a' },
    region: 'eu-1',
    half: 'region' as const,
    stage: 'platform',
    kustomization: STAGE,
    commit: 'c'.repeat(40),
    path: `${kind}.yaml`,
    blob: kind,
    json: '{}',
  }));
  index.replaceStage(STAGE, objects);
  return index;
}

describe(createOddRules, () => {
  function play(kind: string) {
    const told: unknown[] = [];
    let half = toHalf(kind);
    let stages: TrackedStage[] = [];
    const rules = createOddRules({
      halves: { list: () => [half] },
      tracker: { listStages: () => stages },
      desired: toIndex(),
      log: { warn: (_message, fields) => void told.push(fields?.['detail']) },
    });
    return {
      told,
      tell: () => rules.tell(),
      configure: (next: string) => {
        half = toHalf(next);
      },
      read: (stage: Partial<TrackedStage>) => {
        stages = [
          {
            kustomization: STAGE,
            stage: 'platform',
            folder: 'f',
            isSuspended: false,
            half,
            objects: 2,
            ...stage,
          },
        ];
      },
    };
  }

  const NONE = 'agent.json: drift.ignore[0] matches none of the 2 objects of this half; see its match';

  it('says of a rule that it is about nothing, once for each configuration', () => {
    const { told, tell, configure, read } = play('Depolyment');
    read({ read: 'c'.repeat(40) });

    tell();
    tell();
    expect(told).toStrictEqual([NONE]);
    configure('Depolyment');
    tell();
    expect(told).toStrictEqual([NONE, NONE]);
  });

  it('says nothing of a rule that is about something', () => {
    const { told, tell, read } = play('Secret');
    read({ read: 'c'.repeat(40) });

    tell();

    expect(told).toStrictEqual([]);
  });

  it.each([[{}], [{ read: 'c'.repeat(40), problem: 'the commit cannot be read' }]])(
    'says nothing while a stage is not known: %j',
    (stage) => {
      const { told, tell, read } = play('Depolyment');

      tell();
      read(stage);
      tell();

      expect(told).toStrictEqual([]);
    },
  );
});
