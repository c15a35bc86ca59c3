import { describe, expect, it } from 'vitest';

import type { GitSource } from './git-source.ts';
import { planSourceStatus, type SourceOutcome } from './plan-source-status.ts';

const EARLY = '2026-01-01T00:00:00Z';
const LATE = '2026-01-02T00:00:00Z';

const SOURCE: GitSource = {
  apiVersion: 'source.toolkit.fluxcd.io/v1',
  kind: 'GitRepository',
  metadata: { name: 'a', namespace: 'b', generation: 1 },
  spec: { url: 'https://git.example.com/a' },
};

const FOUND: SourceOutcome = {
  artifact: { path: 'p', url: 'http://h/p', revision: 'main@sha1:1', digest: 'sha256:1', size: 1 },
};

const FAILED: SourceOutcome = { failure: { reason: 'GitOperationFailed', message: 'no' } };

describe('planSourceStatus', () => {
  it('is silent about a status that stands there, in any order of keys', () => {
    const status = requireStatus(planSourceStatus(SOURCE, FOUND, EARLY));
    const reversed = JSON.parse(JSON.stringify(status), (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    ) as GitSource['status'];

    expect(planSourceStatus(withStatus(reversed), FOUND, LATE)).toBeUndefined();
  });

  it.each([
    [
      'a new revision',
      { artifact: { ...FOUND.artifact, revision: 'main@sha1:2', url: 'http://h/q' } },
      SOURCE,
    ],
    ['a new generation', FOUND, { ...SOURCE, metadata: { ...SOURCE.metadata, generation: 2 } }],
    [
      'a request',
      FOUND,
      {
        ...SOURCE,
        metadata: { ...SOURCE.metadata, annotations: { 'reconcile.fluxcd.io/requestedAt': 'x' } },
      },
    ],
  ] as const)('speaks of %s', (_what, outcome, source) => {
    const status = planSourceStatus(SOURCE, FOUND, EARLY);

    expect(planSourceStatus({ ...source, status } as GitSource, outcome, LATE)).toBeDefined();
  });

  it('leaves the last artifact when a look fails, and keeps the time of a condition that stays', () => {
    const found = planSourceStatus(SOURCE, FOUND, EARLY);
    const failed = requireStatus(planSourceStatus(withStatus(found), FAILED, LATE));
    const again = planSourceStatus(
      withStatus(failed),
      { failure: { reason: 'GitOperationFailed', message: 'still no' } },
      '2026-01-03T00:00:00Z',
    );

    expect(failed).not.toHaveProperty('artifact');
    expect(failed.conditions?.[0]).toMatchObject({
      type: 'Ready',
      status: 'False',
      lastTransitionTime: LATE,
    });
    expect(again?.conditions?.[0]).toMatchObject({ message: 'still no', lastTransitionTime: LATE });
  });
});

function withStatus(status: GitSource['status']): GitSource {
  return status === undefined ? SOURCE : { ...SOURCE, status };
}

function requireStatus(status: GitSource['status']): NonNullable<GitSource['status']> {
  if (status === undefined) throw new Error('a status was expected');
  return status;
}
