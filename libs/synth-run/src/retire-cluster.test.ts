import { describe, expect, it } from 'vitest';
import { type ConfigClone, createTemporaryPublication } from './testing/temporary-publication.ts';
import { createTemporaryFleet } from './testing/temporary-fleet.ts';
import { toOutcome } from './publish/publish-report.ts';

const WEST = 'regions/aws-us-west-2/region.yaml';
const FREEZE = `apiVersion: config.atoll.dev/v1alpha1
kind: Freeze
metadata:
  name: all
spec:
  from: "2026-11-20T00:00:00Z"
  until: "2026-11-30T00:00:00Z"
  reason: The busiest days of the year.
`;
const LOSS = {
  region: 'cluster/west',
  path: 'clusters/west/atoll.json',
  what: 'everything that Flux applies in control cluster west, which has no region any more',
};

function moveToWest(tree: Pick<ConfigClone, 'edit'>): void {
  tree.edit(WEST, '  location: us-west-2\n', '  location: us-west-2\n  controlCluster: west\n');
}

function moveBack(tree: Pick<ConfigClone, 'edit'>): void {
  tree.edit(WEST, '  controlCluster: west\n', '');
}

describe('a control cluster without regions', () => {
  it('stays in a synth and is told by every run, until there is leave for it', async () => {
    using fleet = createTemporaryFleet();
    moveToWest(fleet);
    await fleet.synth();
    moveBack(fleet);

    const kept = await fleet.synth();
    const again = await fleet.synth();
    const standing = fleet.git('ls-tree', '--name-only', 'main', 'clusters/');
    const deleted = await fleet.synth({ allowDelete: ['cluster/west'] });
    const idle = await fleet.synth();

    expect([kept.losses, again.losses]).toStrictEqual([
      [{ ...LOSS, isAllowed: false }],
      [{ ...LOSS, isAllowed: false }],
    ]);
    expect(standing.split('\n')).toStrictEqual(['clusters/main', 'clusters/west']);
    expect(deleted.losses).toStrictEqual([{ ...LOSS, isAllowed: true }]);
    expect(fleet.git('ls-tree', '--name-only', 'main', 'clusters/')).toBe('clusters/main');
    expect(idle.losses).toStrictEqual([]);
  });

  it('is refused in a publication, held by a freeze also with leave, and deleted afterwards', async () => {
    using publication = createTemporaryPublication();
    const clone = publication.clone('a');
    moveToWest(clone);
    clone.commit('A cluster for west');
    await clone.publish();
    moveBack(clone);
    clone.commit('And back');
    const allowDelete = ['cluster/west'];
    const after = new Date('2026-12-01T00:00:00Z');

    const kept = await clone.publish();
    clone.make('regions/fleet/freezes/all.yaml', FREEZE);
    clone.commit('Freeze all');
    const frozen = await clone.publish({ allowDelete });
    const deleted = await clone.publish({ allowDelete, at: after, now: () => after });

    expect([kept.losses, toOutcome(kept)]).toStrictEqual([[{ ...LOSS, isAllowed: false }], 'refused']);
    expect(frozen.holds.map(({ name, reason }) => `${name} ${reason}`)).toStrictEqual([
      'cluster/west frozen',
    ]);
    expect([frozen.commit, toOutcome(frozen)]).toStrictEqual([undefined, 'refused']);
    expect([deleted.losses, toOutcome(deleted)]).toStrictEqual([[{ ...LOSS, isAllowed: true }], 'done']);
    expect(publication.git('ls-tree', '--name-only', 'main', 'clusters/')).toBe('clusters/main');
  });

  it.each([
    [
      'cluster/main',
      '--allow-delete cluster/main: the control cluster still has regions: aws-eu-central-1, aws-us-east-1, aws-us-west-2; move or delete them first.',
    ],
    [
      'cluster/nowhere',
      '--allow-delete cluster/nowhere: the deploy repository has no such control cluster; it has main.',
    ],
  ])('is not meant by a leave for %s', async (name, message) => {
    using fleet = createTemporaryFleet();
    await fleet.synth();

    await expect(fleet.synth({ allowDelete: [name] })).rejects.toThrow(message);
  });
});
