import { describe, expect, it } from 'vitest';
import { createTemporaryPublication } from '../testing/temporary-publication.ts';

const TEMPLATE = 'regions/aws-us-east-1/region.yaml';
const PUBLISHERS = 10;

/** Gives a region of its own: name, account and external id are unique in the fleet. */
function toRegion(template: string, index: number): string {
  return template
    .replaceAll('aws-us-east-1', `aws-nr-${index}`)
    .replaceAll('111122223333', `1111222233${10 + index}`)
    .replace(/externalId: .*/, `externalId: publisher-${index}-0123456789abcdef`);
}

describe('ten publishers at once', () => {
  it('lose no change: each commits to a region of its own in a clone of its own, and all stand at the end', async () => {
    using publication = createTemporaryPublication();
    const seed = publication.clone('seed-clone');
    const names = Array.from({ length: PUBLISHERS }, (_, index) => `aws-nr-${index}`);
    const template = seed.read(TEMPLATE);
    for (const [index, name] of names.entries()) {
      seed.make(`regions/${name}/region.yaml`, toRegion(template, index));
    }
    seed.commit('Add ten regions');
    seed.git('push', '--quiet', 'origin', 'main');
    expect((await seed.publish()).problems).toStrictEqual([]);
    const clones = names.map((name) => publication.clone(name));
    for (const [index, clone] of clones.entries()) {
      clone.edit(`regions/aws-nr-${index}/region.yaml`, 'retentionDays: 14', `retentionDays: ${20 + index}`);
      clone.commit(`Change ${index}`);
    }

    const reports = await Promise.all(clones.map((clone) => clone.publish()));

    const read = (index: number) =>
      publication.git(
        'show',
        `main:control-plane/aws-nr-${index}/persistence/region-aws-nr-${index}.instance.atoll-aws-nr-${index}-db.yaml`,
      );
    expect(names.map((_, index) => /backupRetentionPeriod: (\d+)/.exec(read(index))?.[1])).toStrictEqual(
      names.map((_, index) => `${20 + index}`),
    );
    expect(publication.git('rev-list', '--count', 'main')).toBe(`${1 + PUBLISHERS}`);
    expect(
      reports.flatMap(({ holds }) => holds).filter(({ reason }) => reason !== 'newer-source'),
    ).toStrictEqual([]);
    expect(reports.map(({ commit }) => commit === undefined)).toStrictEqual(names.map(() => false));
    expect(publication.git('fsck', '--full', '--strict', '--no-dangling')).toBe('');
  });
});
