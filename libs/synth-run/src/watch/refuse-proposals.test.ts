import { describe, expect, it } from 'vitest';
import {
  CENTRAL,
  CENTRAL_NODES,
  listBranches,
  listOutcomes,
  listProposals,
  MORE_STORAGE,
} from './testing/proposals.ts';
import { createWatchedRepo, EAST, type TestProposal, type WatchedRepo } from './testing/watched-repo.ts';

describe('a proposal that is hostile or broken', () => {
  it('is refused for what it changes, says, or is called, and main stays as it is', async () => {
    using repo = createWatchedRepo();
    const main = repo.remote.host('rev-parse', 'main');
    const cases: ReadonlyArray<readonly [string, string, Partial<TestProposal>]> = [
      ['another field', 'FIELD', { edits: { 'retentionDays: 14': 'retentionDays: 35' } }],
      ['its own ceiling', 'FIELD', { edits: { 'storageMaxGib: 8000': 'storageMaxGib: 65536' } }],
      ['a field taken out', 'FIELD', { edits: { '    retentionDays: 14\n': '' } }],
      ['above the ceiling', 'CEILING', { edits: { 'maxGib: 4000': 'maxGib: 8001' } }],
      ['lowered', 'DIRECTION', { edits: { 'maxGib: 4000': 'maxGib: 3000' } }],
      ['no configuration', 'CONFIG', { edits: { 'maxGib: 4000': 'maxGib: &a [*a' } }],
      ['binary', 'CONFIG', { edits: { 'maxGib: 4000': 'maxGib: \u0000\u0001' } }],
      ['out of range', 'CONFIG', { edits: { 'maxGib: 4000': 'maxGib: 65537' } }],
      ['huge', 'FILES', { edits: { '# The default': `# ${'x'.repeat(200_000)}\n# The default` } }],
      ['only words', 'EMPTY', { edits: { '# The default': '# Another' } }],
      ['another decision', 'COMMIT', { message: 'X\n\nAtoll-Decision: other\nAtoll-Agent: region' }],
      ['no decision', 'COMMIT', { message: 'X' }],
      ['another agent', 'FIELD', { message: 'X\n\nAtoll-Decision: c12\nAtoll-Agent: control-plane' }],
      ['the branch of another region', 'FILES', { branch: 'agent/aws-eu-central-1/c13' }],
      ['the branch of no region', 'BRANCH', { branch: 'agent/nowhere-1/c14' }],
      ['no branch of a proposal', 'BRANCH', { branch: 'agent/aws-us-east-1/c15/deeper' }],
    ];
    const branches = cases.map(([, , proposal], at) => {
      const decision = `c${at}`;
      repo.propose({ ...MORE_STORAGE, decision, ...proposal });
      return proposal.branch ?? `agent/aws-us-east-1/${decision}`;
    });

    const watched = await repo.watch([() => undefined]);

    const codes = new Map(listProposals(watched).map(({ branch, code }) => [branch, code]));
    expect(cases.map(([name], at) => [name, codes.get(branches[at] ?? '')])).toStrictEqual(
      cases.map(([name, code]) => [name, `ERR_PROPOSAL_${code}`]),
    );
    expect(repo.remote.host('rev-parse', 'main')).toBe(main);
    expect(listBranches(repo)).toHaveLength(cases.length + 1);
    expect(watched.report).toMatchObject({ outcome: 'done', isReady: true });
  });

  it('is refused for what its commit brings beside one plain file', async () => {
    using repo = createWatchedRepo();
    const { remote } = repo;
    const cases: ReadonlyArray<readonly [string, string, () => unknown]> = [
      ['a link', 'FILES', () => addEntry(remote, '120000')],
      ['a program', 'FILES', () => addEntry(remote, '100755')],
      ['a submodule', 'FILES', () => addEntry(remote, '160000')],
      ['a second file', 'FILES', () => remote.commit({ [EAST]: 'x', [CENTRAL]: 'x' })],
      ['a file that went', 'FILES', () => remote.commit({ [EAST]: undefined })],
      ['a file that moved', 'FILES', () => remote.git('mv', EAST, `${EAST}.bak`)],
      ['nothing', 'EMPTY', () => remote.commit({})],
      ['two commits', 'COMMIT', () => [remote.commit({}), remote.commit({ [EAST]: 'x' })]],
      ['another history', 'COMMIT', () => remote.git('checkout', '--quiet', '--orphan', 'o')],
    ];
    cases.forEach(([, , change], at) => {
      remote.git('checkout', '--quiet', '--force', '--detach', 'main');
      change();
      const isStaged = remote.git('diff', '--cached', '--name-only') !== '';
      const amend = isStaged ? [] : ['--amend', '--allow-empty'];
      remote.git('commit', '--quiet', ...amend, '-m', `X\n\nAtoll-Decision: c${at}\nAtoll-Agent: region`);
      remote.git('push', '--quiet', remote.url, `HEAD:refs/heads/agent/aws-us-east-1/c${at}`);
    });

    const watched = await repo.watch([], { once: true });

    const codes = new Map(listProposals(watched).map(({ branch, code }) => [branch, code]));
    expect(cases.map(([name], at) => [name, codes.get(`agent/aws-us-east-1/c${at}`)])).toStrictEqual(
      cases.map(([name, code]) => [name, `ERR_PROPOSAL_${code}`]),
    );
    expect(watched.published).toHaveLength(1);
  });

  it('does not hold up others by their number', async () => {
    using repo = createWatchedRepo();
    repo.propose({ decision: 'a', edits: { 'retentionDays: 14': 'retentionDays: 35' } });
    const flood = Array.from({ length: 30 }, (_, at) => `HEAD~0:refs/heads/agent/aws-us-east-1/f${at}`);
    repo.remote.git('checkout', '--quiet', '--detach', 'main');
    repo.remote.commit({}, 'Flood');
    repo.remote.git('push', '--quiet', repo.remote.url, ...flood);
    repo.propose(CENTRAL_NODES);

    const watched = await repo.watch([], { once: true });

    expect(listOutcomes(watched)).toContain('agent/aws-eu-central-1/nodes-1 merged');
    expect(listProposals(watched).filter(({ code }) => code === 'ERR_PROPOSAL_MANY')).toHaveLength(11);
  });
});

/** Puts something else in the place of the region's file. */
function addEntry({ git }: WatchedRepo['remote'], mode: string): void {
  const id = mode === '160000' ? git('rev-parse', 'HEAD') : git('rev-parse', `HEAD:${EAST}`);
  git('rm', '--quiet', '--cached', EAST);
  git('update-index', '--add', '--cacheinfo', `${mode},${id},${EAST}`);
}
