import { ACTED_COMMIT_ANNOTATION, type LeaseView } from './lease-view.ts';

/** What is written into a Lease. */
export interface LeaseClaim {
  readonly namespace: string;
  readonly name: string;
  /** Empty: nobody holds it any more. */
  readonly holder: string;
  readonly durationSeconds: number;
  readonly renewTime: string;
  readonly actedCommit: string | undefined;
}

/** Gives the Lease to write: the one that was seen with another claim, or a new one. Fields of others are kept. */
export function toLease(seen: LeaseView | undefined, claim: LeaseClaim): Record<string, unknown> {
  return {
    ...seen?.object,
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: toMetadata(seen, claim),
    spec: { ...(seen?.object['spec'] as object | undefined), ...toSpec(seen, claim) },
  };
}

function toMetadata(
  seen: LeaseView | undefined,
  { namespace, name, actedCommit }: LeaseClaim,
): Record<string, unknown> {
  const metadata = (seen?.object['metadata'] ?? {}) as Readonly<Record<string, unknown>>;
  if (actedCommit === undefined) return { ...metadata, namespace, name };
  const annotations = metadata['annotations'] as Readonly<Record<string, string>> | undefined;
  return {
    ...metadata,
    namespace,
    name,
    annotations: { ...annotations, [ACTED_COMMIT_ANNOTATION]: actedCommit },
  };
}

function toSpec(
  seen: LeaseView | undefined,
  { holder, durationSeconds, renewTime }: LeaseClaim,
): Record<string, unknown> {
  const isSameHolder = seen?.holder === holder;
  const isTakeOver = seen !== undefined && !isSameHolder && holder !== '';
  return {
    holderIdentity: holder,
    leaseDurationSeconds: durationSeconds,
    acquireTime: (isSameHolder ? seen.acquireTime : undefined) ?? renewTime,
    renewTime,
    leaseTransitions: (seen?.transitions ?? 0) + (isTakeOver ? 1 : 0),
  };
}
