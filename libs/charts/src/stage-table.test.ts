import { describe, expect, it } from 'vitest';
import {
  type AppliedControlStage,
  controlStageTable,
  regionStageTable,
  resolveDependencies,
} from './stage-table.ts';

const all = new Set(Object.keys(controlStageTable) as AppliedControlStage[]);

describe('resolveDependencies', () => {
  it('gives the row of a stage when everything has objects', () => {
    expect(resolveDependencies(controlStageTable, 'cluster', all)).toStrictEqual([
      'identity',
      'network',
      'keys',
    ]);
  });

  it('puts the dependencies of an empty stage in its place, each once', () => {
    const filled = new Set(all);
    filled.delete('keys');

    expect(resolveDependencies(controlStageTable, 'backup', filled)).toStrictEqual(['identity']);
  });

  it.each(Object.keys(controlStageTable) as AppliedControlStage[])(
    'never leads %s back to itself',
    (stage) => {
      const seen = new Set<string>();
      const open = [...controlStageTable[stage].dependsOn];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        if (!seen.has(next)) open.push(...controlStageTable[next].dependsOn);
        seen.add(next);
      }

      expect(seen.has(stage)).toBe(false);
    },
  );
});

describe('the stage tables', () => {
  it('prune only where no data is held', () => {
    const holding = [...Object.entries(controlStageTable), ...Object.entries(regionStageTable)]
      .filter(([, row]) => row.holdsData)
      .map(([stage]) => stage);

    expect(holding).toStrictEqual(['keys', 'persistence', 'dns', 'backup', 'crds']);
  });
});
