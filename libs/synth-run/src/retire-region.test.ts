import { describe, expect, it } from 'vitest';
import { createTemporaryFleet } from './testing/temporary-fleet.ts';

const GONE = 'aws-us-west-2';

function outcomeOf(
  report: { readonly regions: readonly { readonly name: string; readonly outcome: string }[] },
  name: string,
) {
  return report.regions.find((region) => region.name === name)?.outcome;
}

describe('a region that is configured no more', () => {
  it('stays known when the cache was lost: kept in its control cluster, in every report, and deletable', async () => {
    using fleet = createTemporaryFleet();
    await fleet.synth();
    fleet.remove(`regions/${GONE}`);
    fleet.remove('deploy/.git/atoll');

    const cold = await fleet.synth();
    fleet.edit('regions/aws-us-east-1/region.yaml', 'retentionDays: 14', 'retentionDays: 15');
    const warm = await fleet.synth();
    const roots = fleet.git('ls-tree', '--name-only', 'main', 'clusters/main/regions/');
    const deleted = await fleet.synth({ allowDelete: [GONE] });

    expect([outcomeOf(cold, GONE), outcomeOf(warm, GONE), outcomeOf(deleted, GONE)]).toStrictEqual([
      'kept',
      'kept',
      'deleted',
    ]);
    expect(warm.branches).toStrictEqual(['region/aws-us-east-1']);
    expect(roots).toContain(`region-${GONE}`);
    expect(fleet.git('ls-tree', '-r', '--name-only', 'main')).not.toContain(GONE);
  });

  it('still holds its network, also when the cache was lost', async () => {
    using fleet = createTemporaryFleet();
    await fleet.synth();
    fleet.remove(`regions/${GONE}`);
    fleet.remove('deploy/.git/atoll');
    fleet.edit('regions/aws-us-east-1/region.yaml', 'cidr: 10.40.0.0/16', 'cidr: 10.48.0.0/16');

    const report = await fleet.synth();

    expect(outcomeOf(report, 'aws-us-east-1')).toBe('failed');
    expect(report.problems.map(({ file, path }) => `${file} ${path}`)).toStrictEqual([
      'regions/aws-us-east-1/region.yaml spec.network.cidr',
      `regions/${GONE}/region.yaml spec.network.cidr`,
    ]);
  });

  it('leaves its branch where it was, and the commit says that it was deleted', async () => {
    using fleet = createTemporaryFleet();
    await fleet.synth();
    const branch = fleet.git('rev-parse', `region/${GONE}`);
    fleet.remove(`regions/${GONE}`);

    const report = await fleet.synth({ allowDelete: [GONE] });

    expect(report.branches).toStrictEqual(['cluster/main']);
    expect(fleet.git('rev-parse', `region/${GONE}`)).toBe(branch);
    expect(fleet.git('log', '-1', '--format=%s', 'main')).toBe(`delete: ${GONE}`);
  });

  it('is not deleted by a leave for one that is still configured', async () => {
    using fleet = createTemporaryFleet();
    await fleet.synth();

    await expect(fleet.synth({ allowDelete: [GONE] })).rejects.toThrow(
      `--allow-delete ${GONE}: the region is still configured; remove the folder regions/${GONE} first.`,
    );
  });

  it('is not silently missed by a leave for one that never was', async () => {
    using fleet = createTemporaryFleet();
    await fleet.synth();

    await expect(fleet.synth({ allowDelete: ['aws-nowhere'] })).rejects.toThrow(
      '--allow-delete aws-nowhere: the deploy repository has no such region; it has aws-eu-central-1, aws-us-east-1, aws-us-west-2.',
    );
  });
});
