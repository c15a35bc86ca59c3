import { DeployRepoError } from '@atoll/deploy-repo';
import { describe, expect, it } from 'vitest';
import {
  CENTRAL_NODES,
  listBranches,
  listOutcomes,
  listProposals,
  MORE_STORAGE,
} from './testing/proposals.ts';
import { toPlain } from './testing/to-plain.ts';
import { createWatchedRepo, openClone, SATURDAY } from './testing/watched-repo.ts';

const RESIZE = { decision: 'size-1', edits: { 'size: large': 'size: xlarge' } };

describe('merging that fails', () => {
  it('is told of when every attempt comes second, and what waits for its time is kept', async () => {
    using repo = createWatchedRepo();
    repo.propose(MORE_STORAGE);
    repo.propose(RESIZE);
    const clone = await openClone(repo.remote, () => SATURDAY);

    const watched = await repo.watch([], {
      once: true,
      config: { ...toPlain(clone), push: () => Promise.resolve('moved') },
    });

    expect(watched.events).toContainEqual(
      expect.objectContaining({ event: 'proposals-failed', code: 'ERR_PROPOSAL_RACE' }),
    );
    expect(watched.report).toMatchObject({ isReady: false, outcome: 'failed', merged: 0 });
    expect(watched.report.proposals.map(({ branch, outcome }) => `${branch} ${outcome}`)).toStrictEqual([
      'agent/aws-us-east-1/size-1 deferred',
    ]);
    expect(watched.published).toHaveLength(1);
  });

  it('is tried again where trouble that may pass kept a proposal from being read; others are merged', async () => {
    using repo = createWatchedRepo();
    const commit = repo.propose(MORE_STORAGE);
    repo.propose(CENTRAL_NODES);
    const clone = await openClone(repo.remote, () => SATURDAY);
    let failures = 1;

    const watched = await repo.watch([() => undefined], {
      config: {
        ...toPlain(clone),
        readProposed(one, head) {
          if (one !== commit) return clone.readProposed(one, head);
          failures -= 1;
          const error = new DeployRepoError('ERR_DEPLOY_REPO_GIT', 'git rev-list failed: spawn git EAGAIN');
          return failures < 0 ? clone.readProposed(one, head) : Promise.reject(error);
        },
      },
    });

    expect(listOutcomes(watched)).toStrictEqual([
      'agent/aws-eu-central-1/nodes-1 merged',
      'agent/aws-us-east-1/storage-1 merged',
    ]);
    expect(
      watched.events.flatMap((event) => (event.event === 'proposals-failed' ? [event.code] : [])),
    ).toStrictEqual(['ERR_DEPLOY_REPO_GIT']);
    expect(watched.events.map(({ event }) => event).filter((event) => /ready$/.test(event))).toStrictEqual([
      'not-ready',
      'ready',
    ]);
  });

  it('takes those that were too many in a later round', async () => {
    using repo = createWatchedRepo();
    const flood = Array.from({ length: 30 }, (_, at) => `HEAD~0:refs/heads/agent/aws-us-east-1/f${at}`);
    repo.remote.git('checkout', '--quiet', '--detach', 'main');
    repo.remote.commit({}, 'Flood');
    repo.remote.git('push', '--quiet', repo.remote.url, ...flood);

    const watched = await repo.watch([() => undefined]);

    const codes = watched.report.proposals.map(({ code }) => code);
    expect(listProposals(watched).filter(({ code }) => code === 'ERR_PROPOSAL_MANY')).toHaveLength(10);
    expect(codes).toStrictEqual(Array.from({ length: 30 }, () => codes[0]));
    expect(codes[0]).not.toBe('ERR_PROPOSAL_MANY');
  });
});

describe('a decision that main has already', () => {
  const forged = (proposal: string) =>
    ['Atoll-Decision: aws-eu-central-1/nodes-1', 'Atoll-Agent: region', `Atoll-Proposal: ${proposal}`].join(
      '\n',
    );

  it.each([
    ['merges', ['merge', '--quiet', '--no-ff', '-m', 'Merge']],
    ['moves main to', ['merge', '--quiet', '--ff-only']],
  ])('is not one that another region claims in a commit that a person %s', async (_, merge) => {
    using repo = createWatchedRepo();
    const victim = repo.propose(CENTRAL_NODES);
    const message = `Why\n\n${forged(victim)}\n\nMore\n\n${forged(victim)}`;
    const commit = repo.propose({ ...MORE_STORAGE, message });
    repo.remote.git(...merge, commit);
    repo.remote.git('push', '--quiet', repo.remote.url, 'main');

    const watched = await repo.watch([], { once: true });

    expect(listOutcomes(watched)).toContain('agent/aws-eu-central-1/nodes-1 merged');
    expect(repo.read('regions/aws-eu-central-1/region.yaml')).toContain('max: 15');
  });

  it('refuses another commit of the same name, and its branch stays', async () => {
    using repo = createWatchedRepo();
    repo.propose(CENTRAL_NODES);

    const watched = await repo.watch([
      () => {
        repo.remote.git('pull', '--quiet', repo.remote.url, 'main');
        repo.propose({ ...CENTRAL_NODES, edits: { 'max: 15': 'max: 16' } });
        return undefined;
      },
    ]);

    expect(listOutcomes(watched)).toStrictEqual([
      'agent/aws-eu-central-1/nodes-1 merged',
      'agent/aws-eu-central-1/nodes-1 refused ERR_PROPOSAL_DECIDED',
    ]);
    expect(listBranches(repo)).toStrictEqual(['agent/aws-eu-central-1/nodes-1', 'main']);
  });
});
