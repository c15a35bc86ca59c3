import type { StageFact } from '@atoll/region-status';
import { describe, expect, it } from 'vitest';
import { toSmokeReadings } from './to-smoke-readings.ts';

function stages(status?: 'True' | 'False') {
  const value: readonly StageFact[] = [
    {
      half: 'control-plane',
      layer: 'bootstrap',
      timeoutMinutes: 10,
      ...(status === undefined ? {} : { ready: { status, message: 'no route to host' } }),
    },
  ];
  return { state: 'fresh', value } as const;
}

describe(toSmokeReadings, () => {
  it('knows nothing that nobody told, and says why', () => {
    const readings = toSmokeReadings({ cloud: {}, controlStages: stages(), own: undefined });

    expect(Object.values(readings).map(({ state }) => state)).toStrictEqual(Array(13).fill('unknown'));
    expect(readings.nodes).toMatchObject({ why: expect.stringContaining('--region-context') as string });
    expect(readings.apiServer).toMatchObject({ why: 'Flux has not looked at stage bootstrap yet' });
  });

  it('takes what the cloud and the cluster tell', () => {
    const own = {
      nodes: { state: 'known', value: [] },
      storageClasses: { state: 'unknown', why: 'forbidden' },
      imagePulls: { state: 'known', value: [] },
      lastKubernetesBackup: { state: 'known', value: '2026-11-30T11:30:00Z' },
    } as const;

    const readings = toSmokeReadings({ cloud: { subnetZones: ['a'] }, controlStages: stages(), own });

    expect(readings).toMatchObject({
      subnetZones: { state: 'known', value: ['a'] },
      nodes: { state: 'known' },
      storageClasses: { state: 'unknown', why: 'forbidden' },
      lastKubernetesBackup: { state: 'known' },
    });
  });

  it.each([
    ['True', { isReachable: true }],
    ['False', { isReachable: false, message: 'no route to host' }],
  ] as const)('takes a stage bootstrap that is Ready %s for %j', (status, value) => {
    const { apiServer } = toSmokeReadings({ cloud: {}, controlStages: stages(status), own: undefined });

    expect(apiServer).toMatchObject({ state: 'known', value });
  });
});
