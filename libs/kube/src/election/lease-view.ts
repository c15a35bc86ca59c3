/** The annotation with the commit that a leader last acted on. */
export const ACTED_COMMIT_ANNOTATION = 'atoll.dev/acted-commit';

const COMMIT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** A Lease as an election reads it. */
export interface LeaseView {
  /** Everything that the server sent: what others have written into it is kept. */
  readonly object: Readonly<Record<string, unknown>>;
  readonly resourceVersion: string;
  /** Identity of the holder; empty without one. */
  readonly holder: string;
  readonly durationMs: number;
  /** Differs exactly when somebody claimed, renewed or released; labels and annotations do not count. */
  readonly claim: string;
  readonly acquireTime: string | undefined;
  readonly transitions: number;
  /** Absent, too, where the annotation is no commit id. */
  readonly actedCommit: string | undefined;
}

/** Reads a Lease, also one that somebody has edited by hand; undefined if it is none. */
export function parseLease(body: unknown): LeaseView | undefined {
  const object = toObject(body);
  const metadata = toObject(object?.['metadata']);
  const resourceVersion = metadata?.['resourceVersion'];
  if (object === undefined || typeof resourceVersion !== 'string') return undefined;
  const spec = toObject(object['spec']) ?? {};
  const { holderIdentity, leaseDurationSeconds, acquireTime, renewTime, leaseTransitions } = spec;
  const commit = toObject(metadata?.['annotations'])?.[ACTED_COMMIT_ANNOTATION];
  return {
    object,
    resourceVersion,
    holder: typeof holderIdentity === 'string' ? holderIdentity : '',
    durationMs: toNumber(leaseDurationSeconds) * 1_000,
    claim: JSON.stringify([holderIdentity, leaseDurationSeconds, acquireTime, renewTime, leaseTransitions]),
    acquireTime: typeof acquireTime === 'string' ? acquireTime : undefined,
    transitions: toNumber(leaseTransitions),
    actedCommit: isCommitId(commit) ? commit : undefined,
  };
}

/** Says whether a value is the id of a commit, of either of Git's hashes. */
export function isCommitId(value: unknown): value is string {
  return typeof value === 'string' && COMMIT_ID.test(value);
}

function toObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}

function toNumber(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
