import type { RegionFacts } from '../ladder/region-facts.ts';
import type { SmokeFacts, SmokeReadings } from '../smoke/smoke-facts.ts';
import { judgeSmoke } from '../smoke/judge-smoke.ts';

/** The present of the tests. */
export const NOW = new Date('2026-11-30T12:00:00Z');

const ZONES = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];

/** What is observed of a region that fulfils every requirement. */
export const goodSmokeFacts: SmokeFacts = {
  subnetZones: ZONES,
  nodes: ZONES.map((zone, index) => ({ name: `node-${index}`, zone, cpu: 8, memoryGib: 30.9 })),
  database: {
    class: 'db.r6g.2xlarge',
    wantedClass: 'db.r6g.2xlarge',
    isEncrypted: true,
    isPublic: false,
    backupRetentionDays: 8,
  },
  latestRestorableTime: '2026-11-30T11:56:00Z',
  storageClasses: [
    { name: 'gp3', isDefault: true, isEncrypted: true },
    { name: 'gp2', isDefault: false, isEncrypted: false },
  ],
  dnsAnswers: [{ name: 'api.eu-west-1.example', addresses: ['192.0.2.1'] }],
  imagePulls: [{ image: 'registry.example/pause@sha256:0', isPulled: true, message: '' }],
  clockSkews: [{ node: 'node-0', seconds: -0.4 }],
  quotas: [{ name: 'vCPU', limit: 256, used: 64, mayNeed: 192 }],
  apiServer: { isReachable: true, message: '' },
  controlPlaneLogs: ['api', 'audit', 'authenticator'],
  keys: [{ name: 'database', state: 'enabled' }],
  lastKubernetesBackup: '2026-11-30T11:30:00Z',
};

/** Gives readings of facts, each of them known. */
export function toReadings(facts: Partial<SmokeFacts>): SmokeReadings {
  const entries = Object.entries(facts).map(([name, value]) => [name, { state: 'known', value }]);
  return Object.fromEntries(entries) as SmokeReadings;
}

const TRUE = { status: 'True', since: '2026-11-30T10:00:00Z' } as const;

/** What is observed of a region that is Ready. */
export const readyFacts: RegionFacts = {
  region: 'eu-west-1',
  requestedAt: '2026-11-30T08:00:00Z',
  controlStages: {
    state: 'fresh',
    value: ['identity', 'network', 'cluster'].map((layer) => ({
      half: 'control-plane',
      layer,
      ready: TRUE,
      timeoutMinutes: 45,
    })),
  },
  managed: {
    state: 'fresh',
    value: [
      { kind: 'Role', name: 'atoll-eu-west-1-node', layer: 'identity', synced: TRUE, ready: TRUE },
      { kind: 'VPC', name: 'atoll-eu-west-1', layer: 'network', synced: TRUE, ready: TRUE },
    ],
  },
  regionStages: {
    state: 'fresh',
    value: [{ half: 'region', layer: 'platform', ready: TRUE, timeoutMinutes: 10 }],
  },
  agent: { half: 'region', lastSeen: '2026-11-30T11:59:30Z', intervalSeconds: 60 },
  smoke: judgeSmoke(toReadings(goodSmokeFacts), NOW),
};
