import { describe, expect, it } from 'vitest';
import { createTemporaryPublication } from '../testing/temporary-publication.ts';

const EAST = 'regions/aws-us-east-1/region.yaml';
const WEST = 'regions/aws-us-west-2/region.yaml';

describe('a publisher that comes second', () => {
  it('renders again on what the first one left: both commits stand in a row, and it had waited', async () => {
    using publication = createTemporaryPublication();
    const [a, b] = [publication.clone('a'), publication.clone('b')];
    await a.publish();
    b.edit(WEST, 'maxGib: 200', 'maxGib: 300');
    b.commit('West');
    a.edit(EAST, 'retentionDays: 14', 'retentionDays: 15');
    a.commit('East');
    let isFirst = true;

    const report = await a.publish({
      async checkpoint(name) {
        if (name !== 'pushing' || !isFirst) return;
        isFirst = false;
        await b.publish();
      },
    });

    expect([report.attempts, report.branches, publication.pauses.length]).toStrictEqual([
      2,
      ['region/aws-us-east-1'],
      1,
    ]);
    expect(publication.git('log', '--format=%s', 'main').split('\n')).toStrictEqual([
      'render: aws-us-east-1',
      'render: aws-us-west-2',
      'render: 3 regions',
    ]);
    expect(publication.git('rev-list', '--min-parents=2', '--count', 'main')).toBe('0');
  });

  it('starts again when another process has fetched into its clone after it had planned', async () => {
    using publication = createTemporaryPublication();
    const [a, b] = [publication.clone('a'), publication.clone('b')];
    await a.publish();
    a.edit(EAST, 'retentionDays: 14', 'retentionDays: 15');
    a.commit('East');
    await b.publish();
    b.edit(EAST, 'retentionDays: 14', 'retentionDays: 16');
    b.commit('East, too');
    let isFirst = true;

    const report = await a.publish({
      async checkpoint(name) {
        if (name !== 'locked' || !isFirst) return;
        isFirst = false;
        const { head } = await b.publish();
        const [clone] = publication.listClones('a-cache');
        publication.gitIn(clone ?? '', 'fetch', '--quiet', publication.deploy, `+${head}:refs/heads/main`);
      },
    });

    expect([report.attempts, report.commit]).toStrictEqual([2, undefined]);
    expect(report.holds.map(({ name, reason }) => `${name} ${reason}`)).toStrictEqual([
      'aws-us-east-1 unknown-source',
    ]);
  });

  it('may delete what the first one has deleted already', async () => {
    using publication = createTemporaryPublication();
    const [a, b] = [publication.clone('a'), publication.clone('b')];
    await a.publish();
    for (const clone of [a, b]) clone.remove('regions/aws-us-west-2');
    a.commit('Give up west');
    b.git('fetch', '--quiet', a.root, 'main');
    b.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
    let isFirst = true;

    const report = await a.publish({
      allowDelete: ['aws-us-west-2'],
      async checkpoint(name) {
        if (name !== 'pushing' || !isFirst) return;
        isFirst = false;
        // At another time, or both would make the very same commit.
        await b.publish({ allowDelete: ['aws-us-west-2'], now: () => new Date('2026-11-22T12:00:00Z') });
      },
    });

    expect([report.attempts, report.commit]).toStrictEqual([2, undefined]);
    expect(report.regions.map(({ name, outcome }) => `${name} ${outcome}`)).toStrictEqual([
      'aws-eu-central-1 unchanged',
      'aws-us-east-1 unchanged',
    ]);
  });
});
