import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RegionStatus } from '@atoll/agent-model';
import { describeCluster } from '@atoll/cluster/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FleetReport } from '../../src/fleet/read-fleet.ts';
import { writeAtollCrds } from '../../src/testing/atoll-crds.ts';
import { createTemporaryGitFleet, type TemporaryGitFleet } from '../testing/temporary-git-fleet.ts';

const [WELL, SILENT, NEW] = ['aws-us-east-1', 'aws-eu-central-1', 'aws-us-west-2'] as const;
const REGIONS = '/apis/atoll.dev/v1alpha1/regions';

const FREEZE = `apiVersion: config.atoll.dev/v1alpha1
kind: Freeze
metadata:
  name: quarter-end
spec:
  from: 2020-01-01T00:00:00Z
  until: 2099-01-04T00:00:00Z
  reason: The books are closed.
  regions:
    - ${WELL}
`;

const crds = writeAtollCrds();
const folder = mkdtempSync(join(tmpdir(), 'atoll-journey-'));

describeCluster('every shift', { crdFolders: [crds] }, (getCluster) => {
  let fleet: TemporaryGitFleet;
  beforeAll(() => {
    fleet = createTemporaryGitFleet();
  });
  afterAll(() => {
    fleet[Symbol.dispose]();
    for (const each of [crds, folder]) rmSync(each, { recursive: true, force: true });
  });

  async function report(name: string, ageSeconds: number, more: Partial<RegionStatus> = {}): Promise<void> {
    const lastSeen = new Date(Date.now() - ageSeconds * 1000).toISOString();
    const agents = (['control-plane', 'region'] as const).map((half) => ({
      half,
      lastSeen,
      sequence: 1,
      revision: 'abc',
    }));
    const ready = {
      type: 'Ready',
      status: 'True',
      lastTransitionTime: lastSeen,
      reason: 'Reached',
      message: '',
    } as const;
    const status: RegionStatus = {
      phase: 'Ready',
      drifted: 0,
      unknown: 0,
      agents,
      conditions: [ready],
      ...more,
    };
    const options = { contentType: 'application/merge-patch+json', body: { status } };
    expect((await getCluster().request('PATCH', `${REGIONS}/${name}/status`, options)).status).toBe(200);
  }

  async function createRegion(name: string): Promise<void> {
    const spec = { cloud: 'aws', location: 'us-east-1', organization: 'example', controlCluster: 'main' };
    const body = { apiVersion: 'atoll.dev/v1alpha1', kind: 'Region', metadata: { name }, spec };
    expect((await getCluster().request('POST', REGIONS, { body })).status).toBe(201);
  }

  function look(...words: readonly string[]) {
    return fleet.config.run(['fleet', '--kubeconfig', getCluster().kubeconfigPath, ...words]);
  }

  async function rowOf(name: string) {
    const document = JSON.parse((await look('-o', 'json')).stdout) as FleetReport;
    return document.regions.find(({ region }) => region === name);
  }

  it('journey 6: is anything wrong anywhere? One screen tells drift, silence and what nobody knows', async () => {
    for (const name of [WELL, SILENT]) await createRegion(name);
    await report(WELL, 0);
    await report(SILENT, 7_200);

    const screen = await look();

    expect([screen.code, screen.stderr]).toStrictEqual([2, '']);
    expect(screen.stdout).toMatch(/^aws-us-east-1 +yes +Ready +abc +0 +0 +\d+ s +-$/m);
    expect(screen.stdout).toMatch(
      /^aws-eu-central-1 +unknown +Ready +abc +\? +\? +silent, 2 h +- +agent of half/m,
    );
    expect(screen.stdout).toMatch(
      /^aws-us-west-2 +unknown +unknown +- +\? +\? +never +- +no cluster that was asked knows it/m,
    );
    expect(screen.stdout).toMatch(/\n2 of 3 need a look\.\n$/);

    await createRegion(NEW);
    for (const name of [WELL, SILENT, NEW]) await report(name, 0);
    const well = await look();
    expect(well.code).toBe(0);
    expect(well.stdout).toMatch(/\nNothing is wrong\.\n$/);

    await report(WELL, 0, { drifted: 1 });
    expect(await rowOf(WELL)).toMatchObject({ drifted: 1, nextAction: `atoll drift list --region ${WELL}` });
  });

  it('journey 13: a freeze holds back what is published, and the fleet shows it', async () => {
    const { config } = fleet;
    expect((await config.run(['publish', '--repo', fleet.deploy])).code).toBe(0);
    config.write('regions/fleet/freezes/quarter-end.yaml', FREEZE);
    expect((await config.run(['validate'])).code).toBe(0);
    fleet.commit('Freeze the quarter end');
    config.edit(`regions/${WELL}/region.yaml`, 'retentionDays: 14', 'retentionDays: 21');
    fleet.commit('Keep backups for longer');
    const held = await config.run(['publish', '--repo', fleet.deploy]);
    const shown = await rowOf(WELL);
    const screen = await look();

    expect(held.code).toBe(2);
    expect(held.stdout).toContain(`${WELL} is frozen until 2099-01-04T00:00:00Z by quarter-end`);
    expect(shown).toMatchObject({
      frozen: { name: 'quarter-end', until: '2099-01-04T00:00:00Z', reason: 'The books are closed.' },
    });
    expect(screen.stdout).toMatch(/^aws-us-east-1 .* until 2099-01-04T00:00:00Z/m);
    expect((await rowOf(NEW))?.frozen).toBeUndefined();
  });
});
