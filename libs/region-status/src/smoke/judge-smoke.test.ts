import { describe, expect, it } from 'vitest';
import { goodSmokeFacts, NOW, toReadings } from '../testing/good-region.ts';
import { judgeSmoke } from './judge-smoke.ts';
import type { SmokeFacts } from './smoke-facts.ts';
import { smokeRequirements } from './smoke-requirements.ts';

const { database } = goodSmokeFacts;
const [node = { name: '', zone: '', cpu: 0, memoryGib: 0 }] = goodSmokeFacts.nodes;

/** For each requirement at least one change of a good region that it must find. */
const FAILING: readonly [id: string, change: Partial<SmokeFacts>, message: RegExp][] = [
  ['subnets-three-zones', { subnetZones: ['a', 'b', 'b'] }, /3 subnets in 2 zones \(a, b\)/],
  ['subnets-three-zones', { subnetZones: ['a', 'b'] }, /2 subnets in 2 zones/],
  ['dns-resolves', { dnsAnswers: [{ name: 'api.x', addresses: [] }] }, /no address for api.x/],
  ['dns-resolves', { dnsAnswers: [] }, /no name was asked for/],
  ['api-server-reachable', { apiServer: { isReachable: false, message: 'timeout' } }, /timeout/],
  ['nodes-three-zones', { nodes: [node, node, node] }, /ready nodes in 1 zones/],
  [
    'node-size',
    { nodes: goodSmokeFacts.nodes.map((each) => ({ ...each, cpu: 4 })) },
    /node-0 \(4 vCPU, 30.9 GiB\)/,
  ],
  ['node-size', { nodes: goodSmokeFacts.nodes.map((each) => ({ ...each, memoryGib: 15 })) }, /15 GiB/],
  [
    'images-pulled',
    { imagePulls: [{ image: 'a', isPulled: false, message: 'no such host' }] },
    /a: no such host/,
  ],
  ['images-pulled', { imagePulls: [] }, /no image was pulled/],
  ['clock-skew', { clockSkews: [{ node: 'n', seconds: -6 }] }, /n is -6 s off/],
  ['clock-skew', { clockSkews: [{ node: 'n', seconds: Number.NaN }] }, /n is NaN s off/],
  [
    'quota-headroom',
    { quotas: [{ name: 'vCPU', limit: 64, used: 60, mayNeed: 8 }] },
    /60 of 64 used, 8 more/,
  ],
  ['database-class', { database: { ...database, class: 'db.t3.micro' } }, /it is db.t3.micro/],
  ['database-encrypted', { database: { ...database, isEncrypted: false } }, /not encrypted/],
  ['database-private', { database: { ...database, isPublic: true } }, /public address/],
  ['database-retention', { database: { ...database, backupRetentionDays: 7 } }, /kept for 7 days/],
  [
    'database-restorable',
    { latestRestorableTime: '2026-11-30T11:54:00Z' },
    /only to 6 minutes ago; 5 are allowed/,
  ],
  ['database-restorable', { latestRestorableTime: 'never' }, /cannot be read/],
  ['kubernetes-backup', { lastKubernetesBackup: '2026-11-30T10:59:00Z' }, /61 minutes ago/],
  ['storage-class', { storageClasses: [] }, /0 default storage classes \(none\)/],
  [
    'storage-class',
    { storageClasses: [{ name: 'gp2', isDefault: true, isEncrypted: false }] },
    /of gp2 are not/,
  ],
  ['keys-enabled', { keys: [{ name: 'database', state: 'pendingDeletion' }] }, /database is pendingDeletion/],
  ['keys-enabled', { keys: [{ name: 'database', state: 'unknown' }] }, /database is unknown/],
  ['keys-enabled', { keys: [] }, /there is no key/],
  ['control-plane-logs', { controlPlaneLogs: ['api'] }, /not kept: audit, authenticator/],
];

describe('smoke', () => {
  it('passes every requirement of a good region', () => {
    const results = judgeSmoke(toReadings(goodSmokeFacts), NOW);

    expect(results.filter(({ result }) => result !== 'passed')).toStrictEqual([]);
    expect(results).toHaveLength(smokeRequirements.length);
  });

  it.each(FAILING)('fails %s when it is %o', (id, change, message) => {
    const results = judgeSmoke(toReadings({ ...goodSmokeFacts, ...change }), NOW);
    const result = results.find((candidate) => candidate.id === id);

    expect(result?.result).toBe('failed');
    expect(result?.message).toMatch(message);
    expect(result?.remedy).not.toBe('');
  });

  it('has a failing fixture for each requirement', () => {
    const covered = new Set(FAILING.map(([id]) => id));

    expect(smokeRequirements.filter(({ id }) => !covered.has(id)).map(({ id }) => id)).toStrictEqual([]);
  });

  it('has ids that differ, and a source for each', () => {
    expect(new Set(smokeRequirements.map(({ id }) => id)).size).toBe(smokeRequirements.length);
    expect(smokeRequirements.filter(({ source }) => source.length < 20)).toStrictEqual([]);
  });

  it('passes nothing of which nothing is known', () => {
    const results = judgeSmoke({}, NOW);

    expect(results.map(({ result }) => result)).toStrictEqual(smokeRequirements.map(() => 'unknown'));
    expect(results[0]?.message).toBe('subnetZones is not observed yet');
  });

  it.each(Object.keys(goodSmokeFacts) as (keyof SmokeFacts)[])(
    'without %s leaves unknown just what needs it',
    (name) => {
      const readings = { ...toReadings(goodSmokeFacts), [name]: { state: 'unknown', why: 'forbidden' } };
      const unknown = judgeSmoke(readings, NOW).filter(({ result }) => result === 'unknown');

      expect(unknown.map(({ id }) => id)).toStrictEqual(
        smokeRequirements.filter(({ needs }) => needs.includes(name)).map(({ id }) => id),
      );
      expect(unknown.every(({ message }) => message === `${name}: forbidden`)).toBe(true);
      expect(unknown.length).toBeGreaterThan(0);
    },
  );
});
