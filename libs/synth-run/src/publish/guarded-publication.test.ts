import { describe, expect, it } from 'vitest';
import { createTemporaryPublication } from '../testing/temporary-publication.ts';
import { type PublishReport, toOutcome } from './publish-report.ts';

const EAST = 'regions/aws-us-east-1/region.yaml';
const WEST = 'regions/aws-us-west-2/region.yaml';
const FREEZE = 'regions/fleet/freezes/black-friday.yaml';

/** When the freeze has ended. */
const AFTER = new Date('2026-11-30T00:00:00Z');

function toFreeze(regions: string): string {
  return `apiVersion: config.atoll.dev/v1alpha1
kind: Freeze
metadata:
  name: black-friday
spec:
  from: "2026-11-20T00:00:00Z"
  until: "2026-11-30T00:00:00Z"
  reason: The busiest days of the year.
${regions}`;
}

function outcomeOf(report: PublishReport, name: string): string | undefined {
  return report.regions.find((region) => region.name === name)?.outcome;
}

describe('a freeze', () => {
  it('keeps its regions as they are, says so, publishes the others, and is made up for afterwards', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    await clone.publish();
    clone.make(FREEZE, toFreeze('  regions: [aws-us-east-1]\n'));
    clone.edit(EAST, 'retentionDays: 14', 'retentionDays: 15');
    clone.edit(WEST, 'maxGib: 200', 'maxGib: 300');
    clone.commit('Two changes in a freeze');

    const frozen = await clone.publish();
    const ahead = await clone.publish({ at: AFTER });
    const after = await clone.publish({ at: AFTER, now: () => AFTER });

    expect(frozen.holds).toStrictEqual([
      {
        name: 'aws-us-east-1',
        reason: 'frozen',
        message: `aws-us-east-1 is frozen until 2026-11-30T00:00:00Z by black-friday: The busiest days of the year. (${FREEZE})`,
      },
    ]);
    expect(ahead.holds).toStrictEqual(frozen.holds);
    expect([frozen.branches, toOutcome(frozen)]).toStrictEqual([['region/aws-us-west-2'], 'refused']);
    expect([after.branches, after.holds, toOutcome(after)]).toStrictEqual([
      ['region/aws-us-east-1'],
      [],
      'done',
    ]);
  });

  it('refuses nothing when nothing would have changed', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    await clone.publish();
    clone.make(FREEZE, toFreeze(''));
    clone.commit('Freeze all');

    const warm = await clone.publish();
    const cold = await clone.publish({ cacheFolder: `${publication.folder}/cold` });

    expect([warm.holds, toOutcome(warm)]).toStrictEqual([[], 'done']);
    expect([cold.holds, toOutcome(cold)]).toStrictEqual([[], 'done']);
  });

  it('of all regions holds their control cluster, too, and a deletion', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    await clone.publish();
    clone.make(FREEZE, toFreeze(''));
    clone.edit('regions/fleet/organization.yaml', 'secretName: atoll-deploy', 'secretName: atoll-deploy-2');
    clone.remove('regions/aws-us-west-2');
    clone.commit('Much in a freeze');

    const report = await clone.publish({ allowDelete: ['aws-us-west-2'] });
    const after = await clone.publish({
      allowDelete: ['aws-us-west-2'],
      at: AFTER,
      now: () => AFTER,
    });

    expect(report.holds.map(({ name, reason }) => `${name} ${reason}`)).toStrictEqual([
      'aws-eu-central-1 frozen',
      'aws-us-east-1 frozen',
      'aws-us-west-2 frozen',
      'cluster/main frozen',
    ]);
    expect(report.commit).toBeUndefined();
    expect(after.branches).toStrictEqual(['cluster/main', 'region/aws-eu-central-1', 'region/aws-us-east-1']);
  });

  it('leaves branches that somebody moved where they are, until it has ended', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    const first = await clone.publish();
    clone.edit(EAST, 'retentionDays: 14', 'retentionDays: 15');
    clone.commit('East');
    const second = await clone.publish();
    clone.make(FREEZE, toFreeze(''));
    clone.commit('Freeze all');
    const moved = ['refs/heads/region/aws-us-east-1', 'refs/heads/cluster/main'];
    publication.git('update-ref', 'refs/heads/region/aws-us-east-1', first.head ?? '');
    publication.git('update-ref', '-d', 'refs/heads/cluster/main');

    const frozen = await clone.publish();
    const after = await clone.publish({ at: AFTER, now: () => AFTER });

    expect([frozen.branches, frozen.healed]).toStrictEqual([[], []]);
    expect(after.healed).toStrictEqual(['cluster/main', 'region/aws-us-east-1']);
    expect(publication.git('rev-parse', ...moved).split('\n')).toStrictEqual([second.head, second.head]);
  });

  it('that cannot be read holds everything, since its agents could not be told either', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    await clone.publish();
    clone.make(FREEZE, 'kind: Frieze\n');
    clone.edit(EAST, 'retentionDays: 14', 'retentionDays: 15');
    clone.commit('Broken');

    const report = await clone.publish();

    expect([report.commit, toOutcome(report)]).toStrictEqual([undefined, 'failed']);
    expect(report.regions.map(({ name, outcome }) => `${name} ${outcome}`)).toStrictEqual([
      'aws-eu-central-1 failed',
      'aws-us-east-1 failed',
      'aws-us-west-2 failed',
    ]);
    expect(report.problems.map(({ file }) => file)).toContain(FREEZE);
  });

  it('that cannot be read holds what changes in regions without an agent, too', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    clone.edit('regions/fleet/organization.yaml', /^ {4}image: .*\n/m, '');
    clone.commit('No agents');
    await clone.publish();
    clone.make(FREEZE, 'kind: Frieze\n');
    clone.edit(EAST, 'retentionDays: 14', 'retentionDays: 15');
    clone.commit('Broken');

    const report = await clone.publish();

    expect([report.commit, toOutcome(report)]).toStrictEqual([undefined, 'failed']);
    expect(report.holds.map(({ message }) => message)).toStrictEqual([
      'aws-us-east-1: a file under regions/fleet/freezes is broken, so nobody can tell what is frozen: mend it and run again.',
    ]);
  });
});

describe('a loss', () => {
  it('of a whole region needs leave, and what the cloud would lose is told before and after', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    await clone.publish();
    clone.remove('regions/aws-us-west-2');
    clone.commit('Give up west');

    const refused = await clone.publish();
    const again = await clone.publish();
    const deleted = await clone.publish({ allowDelete: ['aws-us-west-2'] });

    expect([outcomeOf(refused, 'aws-us-west-2'), toOutcome(refused), toOutcome(again)]).toStrictEqual([
      'kept',
      'refused',
      'refused',
    ]);
    expect(refused.losses.map(({ what }) => what).join('\n')).toMatch(/database atoll-aws-us-west-2-db/);
    expect(again.losses).toStrictEqual(refused.losses);
    expect(deleted.losses).toStrictEqual(refused.losses.map((loss) => ({ ...loss, isAllowed: true })));
    expect([outcomeOf(deleted, 'aws-us-west-2'), toOutcome(deleted)]).toStrictEqual(['deleted', 'done']);
    expect(deleted.branches).toStrictEqual(['cluster/main']);
  });

  it('of something that holds data in a region that stays needs leave, too', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    await clone.publish();
    clone.edit(EAST, '  encryption:\n    keys: managed\n', '  encryption:\n    keys: provider\n');
    clone.commit('Keys of the provider');

    const refused = await clone.publish();
    const allowed = await clone.publish({ allowDelete: ['aws-us-east-1'] });

    expect([outcomeOf(refused, 'aws-us-east-1'), refused.commit, toOutcome(refused)]).toStrictEqual([
      'refused',
      undefined,
      'refused',
    ]);
    expect(refused.losses.every(({ region, isAllowed }) => region === 'aws-us-east-1' && !isAllowed)).toBe(
      true,
    );
    expect(refused.losses.map(({ path }) => path).join('\n')).toMatch(/keys\/.*\.key\./);
    expect([outcomeOf(allowed, 'aws-us-east-1'), toOutcome(allowed)]).toStrictEqual(['rendered', 'done']);
    expect(allowed.branches).toContain('region/aws-us-east-1');
  });

  it('cannot be told where the list of files is gone, so the region keeps its last rendering', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    await clone.publish();
    const work = `${publication.folder}/work`;
    publication.gitIn(publication.folder, 'clone', '--quiet', publication.deploy, work);
    publication.gitIn(work, 'rm', '--quiet', 'control-plane/aws-us-east-1/atoll.json');
    publication.gitIn(work, 'commit', '--quiet', '-m', 'By hand');
    publication.gitIn(work, 'push', '--quiet', 'origin', 'main');

    const report = await clone.publish();

    expect(report.problems.map(({ code, message }) => `${code} ${message}`)).toStrictEqual([
      "ERR_SYNTH_STAMP control-plane/aws-us-east-1/atoll.json is missing or broken in the deploy repository, so nobody can tell what the region would lose; restore it from the repository's history, or run with --allow-delete aws-us-east-1.",
    ]);
  });
});

describe('what somebody else did to the deploy repository', () => {
  it('is taken back where it was in a region, and nothing else is rendered again', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    const first = await clone.publish();
    const work = `${publication.folder}/work`;
    publication.gitIn(publication.folder, 'clone', '--quiet', publication.deploy, work);
    publication.gitIn(work, 'rm', '--quiet', '-r', 'control-plane/aws-us-east-1/network');
    publication.gitIn(work, 'commit', '--quiet', '-m', 'By hand');
    publication.gitIn(work, 'push', '--quiet', 'origin', 'main');

    const report = await clone.publish();

    expect(outcomeOf(report, 'aws-us-east-1')).toBe('rendered');
    expect(outcomeOf(report, 'aws-us-west-2')).toBe('unchanged');
    expect(publication.git('diff', '--stat', first.head ?? '', 'main')).toBe('');
    expect(report.branches).toStrictEqual(['region/aws-us-east-1']);
  });

  it('to a branch is healed by the next run without a commit, and said', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    const first = await clone.publish();
    clone.edit(EAST, 'retentionDays: 14', 'retentionDays: 15');
    clone.commit('East');
    const second = await clone.publish();
    publication.git('update-ref', '-d', 'refs/heads/region/aws-us-west-2');
    publication.git('update-ref', 'refs/heads/region/aws-us-east-1', first.head ?? '');

    const healed = await clone.publish();
    const idle = await clone.publish();

    expect([healed.commit, healed.healed]).toStrictEqual([
      undefined,
      ['region/aws-us-east-1', 'region/aws-us-west-2'],
    ]);
    expect(
      publication.git('rev-parse', 'region/aws-us-east-1', 'region/aws-us-west-2').split('\n'),
    ).toStrictEqual([second.head, second.head]);
    expect([idle.branches, idle.healed]).toStrictEqual([[], []]);
  });
});
