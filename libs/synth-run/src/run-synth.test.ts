import { describe, expect, it } from 'vitest';
import { createTemporaryFleet } from './testing/temporary-fleet.ts';

const REGION = 'regions/aws-us-east-1/region.yaml';

function outcomes(report: {
  readonly regions: readonly { readonly name: string; readonly outcome: string }[];
}) {
  return Object.fromEntries(report.regions.map(({ name, outcome }) => [name, outcome]));
}

describe('runSynth', () => {
  it('renders the example fleet into one commit, moves a branch a region, and leaves a clean work tree', async () => {
    using fleet = createTemporaryFleet();

    const report = await fleet.synth();

    expect(report.problems).toStrictEqual([]);
    expect(outcomes(report)).toStrictEqual({
      'aws-eu-central-1': 'rendered',
      'aws-us-east-1': 'rendered',
      'aws-us-west-2': 'rendered',
    });
    expect(report.branches).toStrictEqual([
      'cluster/main',
      'region/aws-eu-central-1',
      'region/aws-us-east-1',
      'region/aws-us-west-2',
    ]);
    expect(fleet.git('rev-list', '--count', 'main')).toBe('1');
    expect(fleet.git('status', '--porcelain')).toBe('');
    expect(fleet.git('fsck', '--full', '--strict')).not.toMatch(/error|missing|broken/);
  });

  it('makes no commit when nothing changed', async () => {
    using fleet = createTemporaryFleet();
    await fleet.synth();
    const before = fleet.git('rev-parse', 'main');

    const report = await fleet.synth();

    expect(report.commit).toBeUndefined();
    expect(new Set(Object.values(outcomes(report)))).toStrictEqual(new Set(['unchanged']));
    expect(fleet.git('rev-parse', 'main')).toBe(before);
  });

  it('makes no commit for a comment or another order of keys', async () => {
    using fleet = createTemporaryFleet();
    await fleet.synth();
    fleet.edit(REGION, /^spec:\n/m, 'spec: # a new comment\n');
    fleet.edit(REGION, '  cloud: aws\n  location: us-east-1\n', '  location: us-east-1\n  cloud: aws\n');

    const report = await fleet.synth();

    expect(outcomes(report)['aws-us-east-1']).toBe('rendered');
    expect(report.commit).toBeUndefined();
  });

  it('touches only the changed region, its branch and no cluster branch when stage flux stays equal', async () => {
    using fleet = createTemporaryFleet();
    await fleet.synth();
    fleet.edit(REGION, 'retentionDays: 14', 'retentionDays: 15');

    const report = await fleet.synth();

    expect(report.branches).toStrictEqual(['region/aws-us-east-1']);
    expect(
      fleet
        .git('show', '--stat', '--format=', 'main')
        .split('\n')
        .slice(0, -1)
        .map((line) => line.trim().split(' ')[0]),
    ).toStrictEqual([
      'control-plane/aws-us-east-1/atoll.json',
      expect.stringContaining('instance.atoll-aws-us-east-1-db.yaml'),
      'regions/aws-us-east-1/atoll.json',
    ]);
  });

  it('keeps the last rendering of a region that fails, renders the others, and tries it again', async () => {
    using fleet = createTemporaryFleet();
    await fleet.synth();
    fleet.edit(REGION, 'cidr: 10.40.0.0/16', 'cidr: 10.40.0.0/33');
    fleet.edit('regions/aws-us-west-2/region.yaml', 'maxGib: 200', 'maxGib: 300');

    const report = await fleet.synth();
    const again = await fleet.synth();

    expect(outcomes(report)).toMatchObject({ 'aws-us-east-1': 'failed', 'aws-us-west-2': 'rendered' });
    expect(report.problems.map(({ file, path }) => `${file} ${path}`)).toStrictEqual([
      `${REGION} spec.network.cidr`,
    ]);
    expect(report.branches).toStrictEqual(['region/aws-us-west-2']);
    expect(fleet.git('ls-tree', '-r', '--name-only', 'main', 'control-plane/aws-us-east-1')).toContain(
      'instance.atoll',
    );
    expect(fleet.git('ls-tree', '-r', '--name-only', 'main', 'clusters')).toContain('region-aws-us-east-1');
    expect(outcomes(again)['aws-us-east-1']).toBe('failed');
  });

  it('keeps a broken region in its control cluster also without a cache', async () => {
    using fleet = createTemporaryFleet();
    await fleet.synth();
    fleet.edit(REGION, 'cloud: aws', 'cloud: awz');
    fleet.remove('deploy/.git/atoll');

    const report = await fleet.synth();

    expect(outcomes(report)['aws-us-east-1']).toBe('failed');
    expect(report.commit).toBeUndefined();
  });

  it('keeps a region that is configured no more until its deletion is allowed', async () => {
    using fleet = createTemporaryFleet();
    await fleet.synth();
    fleet.remove('regions/aws-us-west-2');

    const kept = await fleet.synth();
    const deleted = await fleet.synth({ allowDelete: ['aws-us-west-2'] });

    expect(outcomes(kept)['aws-us-west-2']).toBe('kept');
    expect(kept.commit).toBeUndefined();
    expect(outcomes(deleted)['aws-us-west-2']).toBe('deleted');
    expect(fleet.git('ls-tree', '-r', '--name-only', 'main')).not.toContain('us-west-2');
  });

  it('restores a file that was edited by hand, keeps the edit, and says so', async () => {
    using fleet = createTemporaryFleet();
    await fleet.synth();
    const path = fleet.git('ls-files', 'control-plane/aws-us-east-1/network').split('\n')[0] as string;
    const rendered = fleet.read(`deploy/${path}`);
    fleet.write(`deploy/${path}`, 'by: hand\n');

    const unverified = await fleet.synth();
    const verified = await fleet.synth({ verify: true });

    expect(unverified.handEdits).toStrictEqual([]);
    expect(verified.handEdits).toStrictEqual([
      { path, kind: 'modified', ref: 'refs/atoll/rescued/20261121T120000Z' },
    ]);
    expect(fleet.read(`deploy/${path}`)).toBe(rendered);
    expect(fleet.git('show', `refs/atoll/rescued/20261121T120000Z:${path}`)).toBe('by: hand');
  });

  it('fails every region when the organization is broken, and keeps everything', async () => {
    using fleet = createTemporaryFleet();
    await fleet.synth();
    fleet.write('regions/fleet/organization.yaml', 'kind: Organisation\n');

    const report = await fleet.synth();

    expect(new Set(Object.values(outcomes(report)))).toStrictEqual(new Set(['failed']));
    expect(report.commit).toBeUndefined();
    expect(report.problems.every(({ file }) => file === 'regions/fleet/organization.yaml')).toBe(true);
  });

  it('refuses two regions of one account whose networks overlap', async () => {
    using fleet = createTemporaryFleet();
    fleet.edit('regions/aws-us-west-2/region.yaml', 'cidr: 10.48.0.0/21', 'cidr: 10.40.8.0/21');

    const report = await fleet.synth();

    expect(outcomes(report)).toStrictEqual({
      'aws-eu-central-1': 'rendered',
      'aws-us-east-1': 'failed',
      'aws-us-west-2': 'failed',
    });
    expect(report.problems.map(({ file, line, path }) => `${file}:${line} ${path}`)).toStrictEqual([
      `${REGION}:12 spec.network.cidr`,
      'regions/aws-us-west-2/region.yaml:11 spec.network.cidr',
    ]);
  });

  it('leaves out what waits for an observed value, says so, and renders it once the value is there', async () => {
    using fleet = createTemporaryFleet();
    const observed = fleet.read('regions/aws-eu-central-1/observed.yaml');
    const folder = 'control-plane/aws-eu-central-1';
    const listPrivateLink = () =>
      fleet
        .git('ls-files', folder)
        .split('\n')
        .filter((path) => path.includes('vpcendpointservice.'));
    fleet.remove('regions/aws-eu-central-1/observed.yaml');

    const without = await fleet.synth();
    const absent = listPrivateLink();
    fleet.write('regions/aws-eu-central-1/observed.yaml', observed);
    const seen = await fleet.synth();

    const waitsOf = (report: typeof seen) =>
      report.regions
        .find(({ name }) => name === 'aws-eu-central-1')
        ?.waits.map(({ what, field }) => `${what}: ${field}`);
    expect(waitsOf(without)).toStrictEqual([
      'Record atoll-aws-eu-central-1-host: spec.aws.ingress',
      'VPCEndpointService atoll-aws-eu-central-1-privatelink: spec.aws.ingress',
    ]);
    expect(absent).toStrictEqual([]);
    expect(waitsOf(seen)).toStrictEqual([]);
    expect(listPrivateLink()).toStrictEqual([
      `${folder}/network/region-aws-eu-central-1.vpcendpointservice.atoll-aws-eu-central-1-privatelink.yaml`,
    ]);
  });
});
