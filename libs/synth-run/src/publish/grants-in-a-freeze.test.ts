import { describe, expect, it } from 'vitest';
import {
  type ConfigClone,
  createTemporaryPublication,
  type TemporaryPublication,
} from '../testing/temporary-publication.ts';
import { FREEZE_TEXT, toGrant } from '../testing/frozen-grant.ts';
import { type PublishReport, toOutcome } from './publish-report.ts';

const WEST = 'aws-us-west-2';
const REGION = `regions/${WEST}/region.yaml`;
const GRANT = `regions/${WEST}/access/inc-42.yaml`;
const FREEZE = 'regions/fleet/freezes/black-friday.yaml';
const GUARD = `regions/${WEST}/platform/flux-system.configmap.atoll-guard.yaml`;
const OWN_REPOSITORY = 'https://git.example.com/acme/region-west.git';

/** Before the freeze, while the grant is live. */
const LIVE = new Date('2026-11-19T21:00:00Z');
/** In the freeze, when the grant is over. */
const OVER = new Date('2026-11-20T07:00:00Z');
/** When the freeze has ended. */
const AFTER = new Date('2026-11-30T00:00:00Z');

const GRANT_TEXT = toGrant('2026-11-19T20:00:00Z', '2026-11-20T06:00:00Z');

function at(time: Date) {
  return { at: time, now: () => time };
}

/** A fleet that was published before the freeze, while the grant was live. */
async function publishLive(publication: TemporaryPublication): Promise<ConfigClone> {
  const clone = publication.clone('a');
  clone.make(FREEZE, FREEZE_TEXT);
  clone.make(GRANT, GRANT_TEXT);
  clone.commit('A grant before the freeze');
  await clone.publish(at(LIVE));
  return clone;
}

function outcomeOf(report: PublishReport): string | undefined {
  return report.regions.find(({ name }) => name === WEST)?.outcome;
}

function countLive(publication: TemporaryPublication, revision = `region/${WEST}`): number {
  const folders = publication.git('ls-tree', '-r', '--name-only', revision, `control-plane/${WEST}`);
  return folders
    .split('\n')
    .filter((path) => path.includes('accesspolicyassociation') && path.includes('limited')).length;
}

describe('the end of a grant in a freeze', () => {
  it('is published, with nothing of what else has changed, and said', async () => {
    using publication = createTemporaryPublication();
    const clone = await publishLive(publication);
    const before = publication.git('rev-parse', 'main');
    clone.edit(REGION, 'maxGib: 200', 'maxGib: 300');
    clone.commit('More room');

    const report = await clone.publish(at(OVER));

    expect(countLive(publication, before)).toBe(1);
    expect(countLive(publication)).toBe(0);
    expect(report.grantsOnly).toStrictEqual([WEST]);
    expect(report.holds).toStrictEqual([
      {
        name: WEST,
        reason: 'frozen',
        message: `${WEST} is frozen until 2026-11-30T00:00:00Z by black-friday: The busiest days of the year. (${FREEZE}); what grants changed is published`,
      },
    ]);
    expect([outcomeOf(report), toOutcome(report)]).toStrictEqual(['held', 'refused']);
    expect(publication.git('diff', before, 'main')).not.toContain('300');
    expect(report.branches).toStrictEqual([`region/${WEST}`]);
    expect(publication.git('log', '-1', '--format=%b', 'main')).toContain(
      `* ${WEST}: only what grants changed, files `,
    );
  });

  it('leaves nothing to be held where nothing else has changed', async () => {
    using publication = createTemporaryPublication();
    const clone = await publishLive(publication);

    const report = await clone.publish(at(OVER));
    const again = await clone.publish(at(OVER));

    expect([report.holds, report.grantsOnly, outcomeOf(report), toOutcome(report)]).toStrictEqual([
      [],
      [WEST],
      'rendered',
      'done',
    ]);
    expect([again.commit, again.holds, toOutcome(again)]).toStrictEqual([undefined, [], 'done']);
  });

  it('is not the way around it for what a later publication brings', async () => {
    using publication = createTemporaryPublication();
    const clone = await publishLive(publication);
    const before = publication.git('rev-parse', 'main');
    clone.edit(REGION, 'maxGib: 200', 'maxGib: 300');
    clone.commit('More room');
    await clone.publish(at(OVER));
    clone.make(GRANT, toGrant('2026-11-20T08:00:00Z', '2026-11-20T10:00:00Z'));
    clone.commit('Granted again');

    const granted = await clone.publish({
      ...at(new Date('2026-11-20T08:00:00Z')),
      cacheFolder: `${publication.folder}/cold`,
    });
    const live = countLive(publication);
    const ended = await clone.publish(at(new Date('2026-11-20T11:00:00Z')));

    expect([granted.grantsOnly, live, ended.grantsOnly, countLive(publication)]).toStrictEqual([
      [WEST],
      1,
      [WEST],
      0,
    ]);
    expect(publication.git('diff', before, 'main')).not.toContain('300');

    const after = await clone.publish(at(AFTER));

    expect([after.grantsOnly, after.holds, toOutcome(after)]).toStrictEqual([[], [], 'done']);
    expect(publication.git('diff', before, 'main')).toContain('300');
    expect(publication.git('show', `main:control-plane/${WEST}/atoll.json`)).not.toContain('"source"');
  });

  it('comes with a revocation, and with the deletion of its file', async () => {
    using publication = createTemporaryPublication();
    const clone = await publishLive(publication);
    clone.remove(GRANT);
    clone.edit(REGION, 'maxGib: 200', 'maxGib: 300');
    clone.commit('Taken back');

    const report = await clone.publish(at(new Date('2026-11-20T01:00:00Z')));

    const stamp = publication.git('show', `main:control-plane/${WEST}/atoll.json`);
    expect([report.grantsOnly, countLive(publication)]).toStrictEqual([[WEST], 0]);
    expect(stamp).toContain('"until": "2026-11-20T01:00:00Z"');
  });

  it('is not undone by a publisher whose checkout is older', async () => {
    using publication = createTemporaryPublication();
    const clone = await publishLive(publication);
    const older = publication.clone('b');
    older.git('fetch', '--quiet', clone.root, 'HEAD');
    older.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
    clone.remove(GRANT);
    clone.commit('Taken back');
    const early = new Date('2026-11-20T01:00:00Z');
    await clone.publish(at(early));
    const head = publication.git('rev-parse', 'main');

    const report = await older.publish(at(early));

    expect([report.grantsOnly, report.commit]).toStrictEqual([[], undefined]);
    expect(publication.git('rev-parse', 'main', `region/${WEST}`).split('\n')).toStrictEqual([head, head]);
  });

  it('is held where nobody knows from what the region was published, and that is said', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    clone.make(FREEZE, FREEZE_TEXT);
    clone.make(GRANT, GRANT_TEXT);
    await clone.publish({ ...at(LIVE), allowDirty: true });
    clone.edit(REGION, 'maxGib: 200', 'maxGib: 300');
    clone.commit('All of it');

    const report = await clone.publish(at(OVER));

    expect([report.grantsOnly, countLive(publication)]).toStrictEqual([[], 1]);
    expect(report.notices.join('\n')).toMatch(
      /^aws-us-west-2: what grants changed could not be let through: it was published from [0-9a-f]{40}-dirty, which this clone does not have as a commit$/,
    );
  });
});

describe('the end of a grant of a region that cannot be rendered', () => {
  it('is published, and what is wrong is told as before', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    clone.make(GRANT, GRANT_TEXT);
    clone.commit('A grant');
    await clone.publish(at(LIVE));
    clone.edit(REGION, 'maxGib: 200', 'maxGib: lots');
    clone.commit('A mistake');

    const report = await clone.publish(at(OVER));

    expect([report.grantsOnly, countLive(publication), outcomeOf(report)]).toStrictEqual([
      [WEST],
      0,
      'failed',
    ]);
    expect(report.problems.map(({ file }) => file)).toStrictEqual([REGION]);
    expect(toOutcome(report)).toBe('failed');
  });

  it('is held where a grant itself is broken', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    clone.make(GRANT, GRANT_TEXT);
    clone.commit('A grant');
    await clone.publish(at(LIVE));
    clone.edit(GRANT, '[bob@example.com]', '[]');
    clone.commit('A mistake');

    const report = await clone.publish(at(OVER));

    expect([report.grantsOnly, report.commit, countLive(publication)]).toStrictEqual([[], undefined, 1]);
    expect(report.notices.join('\n')).toContain('what grants changed could not be let through');
  });
});

describe('the end of a grant of a region that keeps its last rendering', () => {
  it('comes with the removal of its folder, since no file grants anything any more', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    clone.make(GRANT, GRANT_TEXT);
    clone.commit('A grant');
    await clone.publish(at(LIVE));
    clone.remove(`regions/${WEST}`);
    clone.commit('Give up west');

    const report = await clone.publish(at(new Date('2026-11-19T22:00:00Z')));
    const again = await clone.publish(at(new Date('2026-11-19T22:01:00Z')));

    expect([report.grantsOnly, countLive(publication), outcomeOf(report)]).toStrictEqual([[WEST], 0, 'kept']);
    expect([again.grantsOnly, again.commit]).toStrictEqual([[], undefined]);
  });

  it('is published beside a loss that nobody has given leave for', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    const place = '  location: us-west-2\n';
    clone.edit(REGION, place, `${place}  encryption:\n    keys: managed\n`);
    clone.make(GRANT, GRANT_TEXT);
    clone.commit('A grant');
    await clone.publish(at(LIVE));
    clone.edit(REGION, 'keys: managed', 'keys: provider');
    clone.commit('Other keys');

    const report = await clone.publish(at(OVER));

    expect([report.grantsOnly, countLive(publication)]).toStrictEqual([[WEST], 0]);
    expect(outcomeOf(report)).toBe('refused');
  });
});

describe('the end of a grant in a region with a repository of its own', () => {
  it('reaches both repositories', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    const own = { repositoryMap: new Map([[OWN_REPOSITORY, publication.own]]) };
    clone.edit(
      REGION,
      '  location: us-west-2\n',
      `  location: us-west-2\n  deploy:\n    repository: ${OWN_REPOSITORY}\n`,
    );
    clone.make(FREEZE, FREEZE_TEXT);
    clone.make(GRANT, GRANT_TEXT);
    clone.commit('A grant before the freeze');
    await clone.publish({ ...at(LIVE), ...own });
    const guard = () => publication.gitIn(publication.own, 'show', `region/${WEST}:${GUARD}`);
    const live = guard();
    clone.edit(REGION, 'maxGib: 200', 'maxGib: 300');
    clone.commit('More room');

    const report = await clone.publish({ ...at(OVER), ...own });

    expect([live.includes('inc-42'), guard().includes('inc-42')]).toStrictEqual([true, false]);
    expect(report.ownRepositories.map(({ regions, failure }) => [regions, failure])).toStrictEqual([
      [[WEST], undefined],
    ]);
    expect([report.grantsOnly, countLive(publication)]).toStrictEqual([[WEST], 0]);
  });
});
