import { describe, expect, it } from 'vitest';
import { createTemporaryPublication } from '../testing/temporary-publication.ts';

const EAST = 'regions/aws-us-east-1/region.yaml';
const WEST = 'regions/aws-us-west-2/region.yaml';

function outcomes(report: {
  readonly regions: readonly { readonly name: string; readonly outcome: string }[];
}) {
  return Object.fromEntries(report.regions.map(({ name, outcome }) => [name, outcome]));
}

describe('publishFleet', () => {
  it('publishes the example fleet as one commit with a branch a region, and says why and from what', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');

    const report = await clone.publish();

    const source = clone.git('rev-parse', 'HEAD');
    expect(report.problems).toStrictEqual([]);
    expect(report.branches).toStrictEqual([
      'cluster/main',
      'region/aws-eu-central-1',
      'region/aws-us-east-1',
      'region/aws-us-west-2',
    ]);
    expect([report.head, report.attempts, report.holds]).toStrictEqual([
      publication.git('rev-parse', 'main'),
      1,
      [],
    ]);
    expect(publication.git('rev-list', '--count', 'main')).toBe('1');
    expect(publication.git('log', '-1', '--format=%B', 'main').split('\n')).toStrictEqual([
      'render: 3 regions',
      '',
      `Why: Add the examples (${source.slice(0, 12)})`,
      '',
      expect.stringMatching(/^\* aws-eu-central-1: \d+ objects, files \+\d+ ~0 -0$/),
      expect.stringMatching(/^\* aws-us-east-1: \d+ objects, files \+\d+ ~0 -0$/),
      expect.stringMatching(/^\* aws-us-west-2: \d+ objects, files \+\d+ ~0 -0$/),
      expect.stringMatching(/^\* clusters\/main: files \+\d+ ~0 -0$/),
      '',
      'Atoll-Generator: 0.0.0-test',
      `Atoll-Source: ${source}`,
    ]);
    expect(publication.git('fsck', '--full', '--strict')).toBe('');
  });

  it('says in a trailer that somebody chose the instant, and which', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');

    await clone.publish({ at: new Date('2026-12-24T18:00:00Z'), isTimeChosen: true });

    expect(publication.git('log', '-1', '--format=%(trailers:key=Atoll-At,valueonly)', 'main')).toBe(
      '2026-12-24T18:00:00.000Z',
    );
  });

  it('publishes nothing when nothing changed', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    const first = await clone.publish();

    const report = await clone.publish();

    expect([report.commit, report.branches, report.head]).toStrictEqual([undefined, [], first.head]);
    expect(new Set(Object.values(outcomes(report)))).toStrictEqual(new Set(['unchanged']));
  });

  it('moves only the branch of the one region that changed, also without a cache', async () => {
    using publication = createTemporaryPublication();
    await publication.clone('a').publish();
    const clone = publication.clone('b');
    clone.edit(EAST, 'retentionDays: 14', 'retentionDays: 15');
    clone.commit('Keep backups longer');

    const report = await clone.publish();

    expect(report.branches).toStrictEqual(['region/aws-us-east-1']);
    expect(publication.git('log', '-1', '--format=%s', 'main')).toBe('render: aws-us-east-1');
  });

  it('leaves alone what was published from a newer commit, and publishes its own change', async () => {
    using publication = createTemporaryPublication();
    const [a, b] = [publication.clone('a'), publication.clone('b')];
    await a.publish();
    a.edit(EAST, 'retentionDays: 14', 'retentionDays: 15');
    a.commit('East');
    await a.publish();
    b.edit(WEST, 'maxGib: 200', 'maxGib: 300');
    b.commit('West');
    b.git('fetch', '--quiet', a.root, 'main');

    const report = await b.publish();

    expect(outcomes(report)).toMatchObject({ 'aws-us-east-1': 'held', 'aws-us-west-2': 'rendered' });
    expect(report.holds.map(({ name, reason }) => `${name} ${reason}`)).toStrictEqual([
      'aws-us-east-1 newer-source',
    ]);
    expect(report.branches).toStrictEqual(['region/aws-us-west-2']);
    expect(
      publication.git(
        'show',
        'main:control-plane/aws-us-east-1/persistence/region-aws-us-east-1.instance.atoll-aws-us-east-1-db.yaml',
      ),
    ).toContain('backupRetentionPeriod: 15');
  });
});
