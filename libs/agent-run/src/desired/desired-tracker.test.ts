import { describe, expect, it } from 'vitest';
import type { AgentConfig } from '@atoll/agent-model';
import { createDesiredIndex, type DesiredChange } from './desired-index.ts';
import type { DesiredObject } from './desired-object.ts';
import { createDesiredTracker } from './desired-tracker.ts';
import type { GuardedHalf } from './guarded-half.ts';

const [C1, C2] = ['1'.repeat(40), '2'.repeat(40)];

function kustomization(commit: string | undefined, name = 'platform') {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name, namespace: 'flux-system' },
    spec: { path: `./regions/eu-1/${name}` },
    status: commit === undefined ? {} : { lastAppliedRevision: `region/eu-1@sha1:${commit}` },
  };
}

const HALF: GuardedHalf = {
  region: 'eu-1',
  half: 'region',
  namespace: 'flux-system',
  config: {} as AgentConfig,
};

function objectsOf(names: string, commit: string): readonly DesiredObject[] {
  return [...names].map((name) => ({
    key: `/ConfigMap/shop/${name}`,
    ref: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name },
    region: 'eu-1',
    half: 'region',
    stage: 'platform',
    kustomization: 'flux-system/platform',
    commit,
    path: `${name}.yaml`,
    blob: `${name}-1`,
    json: '{}',
  }));
}

/** A tracker over a repository that is a map from commit to the names of its objects. */
function open(commits: Record<string, string>) {
  const lines: string[] = [];
  const changes: DesiredChange[] = [];
  const index = createDesiredIndex();
  const log = (message: string) => void lines.push(message);
  const tracker = createDesiredTracker({
    index,
    halfOf: ({ kustomization: name }) => (name.startsWith('flux-system/') ? HALF : undefined),
    readObjects: async (_half, { commit }) => {
      const names = commits[commit];
      if (names === undefined)
        throw Object.assign(new Error('no such commit'), { code: 'ERR_DEPLOY_REPO_REMOTE' });
      return { objects: objectsOf(names, commit), isWhole: true };
    },
    isSuspicious: (before, after) => after < before / 2,
    onChange: (change) => void changes.push(change),
    log: { info: log, warn: log, error: log },
  });
  return { tracker, index, changes, lines };
}

describe(createDesiredTracker, () => {
  it('wants what stands at the commit that Flux applied, not at the head of a branch', async () => {
    const { tracker, index, changes } = open({ [C1]: 'ab', [C2]: 'abc' });

    await tracker.note(kustomization(undefined));
    expect(index.size).toBe(0);
    await tracker.note(kustomization(C1));
    await tracker.note(kustomization(C1));
    await tracker.note(kustomization(C2));

    expect(changes.map(({ changed, removed }) => [changed.length, removed.length])).toStrictEqual([
      [2, 0],
      [1, 0],
    ]);
    expect(tracker.listStages()).toMatchObject([{ stage: 'platform', read: C2, objects: 3 }]);
  });

  it('keeps the last good commit while Git is away, and says so until it is back', async () => {
    const commits: Record<string, string> = { [C1]: 'ab' };
    const { tracker, index } = open(commits);
    await tracker.note(kustomization(C1));
    await tracker.note(kustomization(C2));

    expect(index.size).toBe(2);
    expect(tracker.listStages()).toMatchObject([
      { read: C1, commit: C2, problem: `the commit ${C2} cannot be read (ERR_DEPLOY_REPO_REMOTE)` },
    ]);

    commits[C2] = 'abc';
    await tracker.retry();

    expect(tracker.listStages()).toMatchObject([{ read: C2, objects: 3 }]);
    expect(tracker.listStages()[0]).not.toHaveProperty('problem');
  });

  it.each([[''], ['a']])('does not believe a set that shrank to %j', async (left) => {
    const { tracker, index, changes } = open({ [C1]: 'abcdef', [C2]: left });
    await tracker.note(kustomization(C1));
    await tracker.note(kustomization(C2));

    expect(index.size).toBe(6);
    expect(changes).toHaveLength(1);
    expect(tracker.listStages()[0]?.problem).toContain(`has ${left.length} objects where 6 were`);
  });

  it('wants everything still when a Kustomization is gone', async () => {
    const { tracker, index } = open({ [C1]: 'ab' });
    await tracker.note(kustomization(C1));

    tracker.noteGone(kustomization(C1));

    expect(index.size).toBe(2);
    expect(tracker.listStages()[0]?.problem).toBe('its Kustomization is gone');

    await tracker.note(kustomization(C1));

    expect(tracker.listStages()[0]).not.toHaveProperty('problem');
  });

  it('leaves alone what it does not guard', async () => {
    const { tracker } = open({ [C1]: 'ab' });

    await tracker.note({ ...kustomization(C1), metadata: { name: 'theirs', namespace: 'team-a' } });

    expect(tracker.listStages()).toStrictEqual([]);
  });
});
