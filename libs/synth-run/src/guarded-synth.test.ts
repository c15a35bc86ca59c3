import { describe, expect, it } from 'vitest';
import { createTemporaryFleet } from './testing/temporary-fleet.ts';
import type { SynthReport } from './report.ts';

const EAST = 'regions/aws-us-east-1/region.yaml';

function outcomeOf(report: SynthReport, name: string): string | undefined {
  return report.regions.find((region) => region.name === name)?.outcome;
}

describe('a synth that would take away what holds data', () => {
  it('keeps the region as it is, says what would be lost, tries it again, and does it with leave', async () => {
    using fleet = createTemporaryFleet();
    await fleet.synth();
    fleet.edit(EAST, '    keys: managed\n', '    keys: provider\n');

    const refused = await fleet.synth();
    const again = await fleet.synth();
    const allowed = await fleet.synth({ allowDelete: ['aws-us-east-1'] });
    const idle = await fleet.synth();

    expect([outcomeOf(refused, 'aws-us-east-1'), outcomeOf(again, 'aws-us-east-1')]).toStrictEqual([
      'refused',
      'refused',
    ]);
    expect([refused.commit, refused.problems]).toStrictEqual([undefined, []]);
    expect(refused.losses.length).toBeGreaterThan(0);
    expect(allowed.losses).toStrictEqual(refused.losses.map((loss) => ({ ...loss, isAllowed: true })));
    expect([outcomeOf(allowed, 'aws-us-east-1'), outcomeOf(idle, 'aws-us-east-1')]).toStrictEqual([
      'rendered',
      'unchanged',
    ]);
  });

  it('takes no leave for a changed region that loses nothing, and writes nothing then', async () => {
    using fleet = createTemporaryFleet();
    await fleet.synth();
    const before = fleet.git('rev-parse', 'main');
    fleet.edit(EAST, 'retentionDays: 14', 'retentionDays: 15');

    await expect(fleet.synth({ allowDelete: ['aws-us-east-1'] })).rejects.toThrow(
      '--allow-delete aws-us-east-1: the region is still configured; remove the folder regions/aws-us-east-1 first. Its rendering takes away nothing that holds data.',
    );
    expect(fleet.git('rev-parse', 'main')).toBe(before);
  });

  it('says what would be lost with a region that is configured no more', async () => {
    using fleet = createTemporaryFleet();
    await fleet.synth();
    fleet.remove('regions/aws-us-west-2');

    const kept = await fleet.synth();

    expect(outcomeOf(kept, 'aws-us-west-2')).toBe('kept');
    expect(new Set(kept.losses.map(({ region, isAllowed }) => `${region} ${isAllowed}`))).toStrictEqual(
      new Set(['aws-us-west-2 false']),
    );
  });

  it('renders again, once it can, a region that failed only for the organization', async () => {
    using fleet = createTemporaryFleet();
    await fleet.synth();
    const organization = fleet.read('regions/fleet/organization.yaml');
    fleet.edit('regions/fleet/organization.yaml', /^ {2}aws:\n(?: {4}.*\n)+/m, '');
    const failed = await fleet.synth();

    const again = await fleet.synth();
    fleet.write('regions/fleet/organization.yaml', organization);
    const mended = await fleet.synth();

    expect([outcomeOf(failed, 'aws-us-east-1'), outcomeOf(again, 'aws-us-east-1')]).toStrictEqual([
      'failed',
      'failed',
    ]);
    expect(outcomeOf(mended, 'aws-us-east-1')).toBe('rendered');
  });
});
