import { describe, expect, it } from 'vitest';
import { createTemporaryPublication } from '../testing/temporary-publication.ts';
import type { PublishReport } from './publish-report.ts';

const EAST = 'regions/aws-us-east-1/region.yaml';
const WEST = 'regions/aws-us-west-2/region.yaml';
const ORGANIZATION = 'regions/fleet/organization.yaml';
const EAST_DATABASE =
  'main:control-plane/aws-us-east-1/persistence/region-aws-us-east-1.instance.atoll-aws-us-east-1-db.yaml';

function listHolds({ holds }: PublishReport): readonly string[] {
  return holds.map(({ name, reason }) => `${name} ${reason}`);
}

function outcomeOf(report: PublishReport, name: string): string | undefined {
  return report.regions.find((region) => region.name === name)?.outcome;
}

describe('a publisher that does not have what was published', () => {
  it('leaves a newer region alone, publishes its own change, and does so too once both are merged', async () => {
    using publication = createTemporaryPublication();
    const [a, b] = [publication.clone('a'), publication.clone('b')];
    await a.publish();
    a.edit(EAST, 'retentionDays: 14', 'retentionDays: 15');
    a.commit('East');
    await a.publish();
    b.edit(WEST, 'maxGib: 200', 'maxGib: 300');
    b.commit('West');
    b.git('fetch', '--quiet', a.root, 'main');

    const alone = await b.publish();
    b.git('merge', '--quiet', '--no-edit', 'FETCH_HEAD');
    const merged = await b.publish();

    expect(listHolds(alone)).toStrictEqual(['aws-us-east-1 newer-source']);
    expect(alone.branches).toStrictEqual(['region/aws-us-west-2']);
    expect(publication.git('show', EAST_DATABASE)).toContain('backupRetentionPeriod: 15');
    expect([listHolds(merged), merged.commit]).toStrictEqual([[], undefined]);
  });

  it('leaves a newer region alone also when this clone has never heard of the newer commit', async () => {
    using publication = createTemporaryPublication();
    const [a, b] = [publication.clone('a'), publication.clone('b')];
    await a.publish();
    a.edit(EAST, 'retentionDays: 14', 'retentionDays: 15');
    a.commit('East');
    await a.publish();

    const report = await b.publish();

    expect(listHolds(report)).toStrictEqual(['aws-us-east-1 newer-source']);
    expect(report.commit).toBeUndefined();
  });

  it('fails for a region that it changed itself, with the way out, and publishes the others', async () => {
    using publication = createTemporaryPublication();
    const [a, b] = [publication.clone('a'), publication.clone('b')];
    await a.publish();
    a.edit(EAST, 'retentionDays: 14', 'retentionDays: 15');
    const newer = a.commit('East');
    await a.publish();
    b.edit(EAST, 'retentionDays: 14', 'retentionDays: 16');
    b.edit(WEST, 'maxGib: 200', 'maxGib: 300');
    b.commit('East again, and west');

    const unknown = await b.publish();
    b.git('fetch', '--quiet', a.root, 'main');
    const conflict = await b.publish();
    const taken = await b.publish({ takeOver: ['aws-us-east-1'] });

    expect(unknown.branches).toStrictEqual(['region/aws-us-west-2']);
    expect(unknown.holds).toStrictEqual([
      {
        name: 'aws-us-east-1',
        reason: 'unknown-source',
        message: `aws-us-east-1 was published from ${newer.slice(0, 12)}, a commit that this clone does not know, so nobody can tell which is newer: git fetch (a shallow clone: git fetch --unshallow), and run again. If that commit is gone for good: --take-over aws-us-east-1.`,
      },
    ]);
    expect(conflict.holds.map(({ message }) => message)).toStrictEqual([
      `aws-us-east-1 was published from ${newer.slice(0, 12)}, which this checkout does not have, and regions/aws-us-east-1 or regions/fleet changed here as well: git pull (merge both changes) and run again.`,
    ]);
    expect(taken.branches).toStrictEqual(['region/aws-us-east-1']);
    expect(publication.git('show', EAST_DATABASE)).toContain('backupRetentionPeriod: 16');
  });

  it('does not bring back a region that a newer one deleted', async () => {
    using publication = createTemporaryPublication();
    const [a, b] = [publication.clone('a'), publication.clone('b')];
    await a.publish();
    a.remove('regions/aws-us-west-2');
    a.commit('Give up west');
    await a.publish({ allowDelete: ['aws-us-west-2'] });
    b.edit(EAST, 'retentionDays: 14', 'retentionDays: 15');
    b.commit('East');

    const report = await b.publish();

    expect(listHolds(report)).toStrictEqual(['aws-us-west-2 newer-source']);
    expect(publication.git('ls-tree', '-r', '--name-only', 'main')).not.toContain('us-west-2');
  });

  it('neither calls a region that a newer one added abandoned, nor deletes it with a leave', async () => {
    using publication = createTemporaryPublication();
    const [a, b] = [publication.clone('a'), publication.clone('b')];
    a.remove('regions/aws-us-west-2');
    b.remove('regions/aws-us-west-2');
    a.commit('Without west');
    b.git('fetch', '--quiet', a.root, 'main');
    b.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
    await a.publish();
    a.git('revert', '--no-edit', 'HEAD');
    await a.publish();
    b.git('fetch', '--quiet', a.root, 'main');

    const report = await b.publish();
    const deleting = await b.publish({ allowDelete: ['aws-us-west-2'] });

    expect(listHolds(report)).toStrictEqual(['aws-us-west-2 newer-source']);
    expect([outcomeOf(report, 'aws-us-west-2'), outcomeOf(deleting, 'aws-us-west-2')]).toStrictEqual([
      'held',
      'held',
    ]);
    expect(publication.git('ls-tree', '-r', '--name-only', 'main')).toContain('control-plane/aws-us-west-2/');
  });

  it('adds its region to the control cluster beside another one that was added meanwhile', async () => {
    using publication = createTemporaryPublication();
    const [a, b] = [publication.clone('a'), publication.clone('b')];
    for (const clone of [a, b]) clone.remove('regions/aws-us-west-2');
    for (const clone of [a, b]) clone.remove('regions/aws-eu-central-1');
    a.commit('Only east');
    b.git('fetch', '--quiet', a.root, 'main');
    b.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
    await a.publish();
    a.git('checkout', '--quiet', 'HEAD~1', '--', 'regions/aws-us-west-2');
    a.commit('Add west');
    b.git('checkout', '--quiet', 'HEAD~1', '--', 'regions/aws-eu-central-1');
    b.commit('Add central');
    await a.publish();

    const report = await b.publish();

    expect(listHolds(report)).toStrictEqual(['aws-us-west-2 newer-source']);
    expect(
      publication
        .git('ls-tree', '--name-only', 'main', 'clusters/main/regions/')
        .match(/region-aws-[a-z0-9-]+(?=\.yaml)/g),
    ).toStrictEqual(['region-aws-eu-central-1', 'region-aws-us-east-1', 'region-aws-us-west-2']);
    expect(publication.git('rev-parse', 'cluster/main')).toBe(report.head);
  });

  it('leaves a control cluster alone that was published from a newer organization', async () => {
    using publication = createTemporaryPublication();
    const [a, b] = [publication.clone('a'), publication.clone('b')];
    await a.publish();
    a.edit(ORGANIZATION, 'secretName: atoll-deploy', 'secretName: atoll-deploy-2');
    a.commit('Another Secret');
    await a.publish();
    b.git('fetch', '--quiet', a.root, 'main');

    const report = await b.publish();

    expect(listHolds(report)).toStrictEqual([
      'aws-eu-central-1 newer-source',
      'aws-us-east-1 newer-source',
      'aws-us-west-2 newer-source',
      'cluster/main newer-source',
    ]);
    expect(report.commit).toBeUndefined();
  });

  it('overwrites what stands when the configuration is in no Git repository, and says so', async () => {
    using publication = createTemporaryPublication();
    const [a, b] = [publication.clone('a'), publication.clone('b')];
    a.edit(EAST, 'retentionDays: 14', 'retentionDays: 15');
    a.commit('East');
    await a.publish();
    b.remove('.git');

    const report = await b.publish();

    expect(report.notices).toStrictEqual([
      'The configuration is in no Git repository, or has no commit: older and newer cannot be told apart, so whatever stands is overwritten.',
    ]);
    expect(report.branches).toStrictEqual(['region/aws-us-east-1']);
    expect(publication.git('log', '-1', '--format=%(trailers)', 'main')).toBe('Atoll-Generator: 0.0.0-test');
  });
});

describe('files that are not committed', () => {
  it('are refused, and published with leave under a trailer that says so', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    clone.edit(EAST, 'retentionDays: 14', 'retentionDays: 15');
    clone.make('regions/aws-us-east-1/note.txt', 'a note');

    const refused = clone.publish();
    await expect(refused).rejects.toThrow(
      'regions/aws-us-east-1/region.yaml, regions/aws-us-east-1/note.txt differ from the commit that is checked out',
    );
    const report = await clone.publish({ allowDirty: true });

    const head = clone.git('rev-parse', 'HEAD');
    expect(report.sourceCommit).toBe(`${head}-dirty`);
    expect(publication.git('log', '-1', '--format=%(trailers:key=Atoll-Source,valueonly)', 'main')).toBe(
      `${head}-dirty`,
    );
  });

  it('are found although Git ignores them, where they are read', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    clone.make('.gitignore', 'observed.yaml\n*.swp\n');
    clone.commit('Ignore');
    clone.make('regions/aws-us-east-1/region.yaml.swp', 'editor');
    const before = await clone.publish();
    clone.make('regions/aws-us-west-2/observed.yaml', clone.read('regions/aws-us-west-2/region.yaml'));

    await expect(clone.publish()).rejects.toMatchObject({ code: 'ERR_PUBLISH_DIRTY' });
    expect(before.commit).toBeDefined();
  });
});
