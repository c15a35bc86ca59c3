import { type RunningCluster, readAuditLog } from '@atoll/cluster';
import type { GuardedRegion } from './guarded-region.ts';

/** What an agent writes as leader, and by which it leads. */
export type ActKind = 'leases' | 'driftrecords' | 'regions';

/** A write that the API server has carried out. */
export interface Act {
  /** When it reached the server; RFC 3339 with microseconds, so that texts compare as times do. */
  readonly at: string;
  readonly user: string;
  readonly kind: ActKind;
  readonly verb: string;
  readonly name: string;
}

const KINDS: ReadonlySet<string> = new Set<ActKind>(['leases', 'driftrecords', 'regions']);

/** Gives what agents have written for a region, by the API server's audit log, in the order in which it came. */
export async function listActs(
  { auditLogPath }: RunningCluster,
  { agentNamespace, name: region }: GuardedRegion,
): Promise<readonly Act[]> {
  const records = await readAuditLog(auditLogPath);
  return records
    .filter(({ userAgent, responseStatus }) => userAgent === 'atoll-agent' && isDone(responseStatus?.code))
    .flatMap(({ objectRef = {}, user, verb, requestReceivedTimestamp: at }) => {
      const { resource = '', namespace, name = '' } = objectRef;
      const isOurs = namespace === agentNamespace || (resource === 'regions' && name === region);
      if (!isOurs || !KINDS.has(resource)) return [];
      return [{ at, user: user.username, kind: resource as ActKind, verb, name }];
    })
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** Gives the acts of agents that did not lead: somebody else was the last to write the Lease. */
export function listForeignActs(acts: readonly Act[]): readonly string[] {
  let holder = '';
  return acts.flatMap(({ at, user, kind, verb, name }) => {
    if (kind === 'leases') holder = user;
    return user === holder ? [] : [`${at} ${user} ${verb} ${kind} ${name} while ${holder} leads`];
  });
}

/** Gives who acted, one after the other. */
export function listLeaders(acts: readonly Act[]): readonly string[] {
  const users = acts.filter(({ kind }) => kind !== 'leases').map(({ user }) => user);
  return users.filter((user, at) => user !== users[at - 1]);
}

function isDone(code: number | undefined): boolean {
  return code !== undefined && code < 300;
}
