import type { AuditRecord, RunningCluster } from '@atoll/cluster';
import { expect } from 'vitest';
import type { GrantedRights } from './granted-rights.ts';
import { isByRule, renderRule, repeatRequest } from './used-rights.ts';

const WAIT = { timeout: 60_000, interval: 25 };
const FORBIDDEN = 403;

/** Takes one rule away after the other, and expects that a request that it allowed is refused then. Rules that no request used are left out. */
export async function expectEachNeeded(
  cluster: RunningCluster,
  { rules, revoke }: GrantedRights,
  requests: readonly AuditRecord[],
): Promise<void> {
  for (const rule of rules) {
    const used = requests.filter((request) => isByRule(rule, request));
    if (used.length === 0) continue;
    const sample = used.find(({ verb }) => verb !== 'watch');
    if (sample === undefined) throw new Error(`${renderRule(rule)} is used by watches alone`);
    expect(await repeatRequest(cluster, sample), renderRule(rule)).not.toBe(FORBIDDEN);
    const restore = await revoke(rule);
    // The authorizer learns of roles by a watch of its own.
    await expect.poll(() => repeatRequest(cluster, sample), WAIT).toBe(FORBIDDEN);
    await restore();
    await expect.poll(() => repeatRequest(cluster, sample), WAIT).not.toBe(FORBIDDEN);
  }
}
