import type { ManagedResource } from './managed-resource.ts';

/** Which managed resources a fault meets; a field that is absent matches all. */
export interface ObjectMatch {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
}

/** Something that goes wrong in the cloud, for as long as it is not lifted. */
export type Fault =
  /** The cloud refuses: `Synced=False` with AWS's words for a missing right. */
  | { readonly type: 'deny'; readonly match: ObjectMatch }
  /** The cloud says that it is asked too often. */
  | { readonly type: 'throttle'; readonly match: ObjectMatch }
  /** Anything else that the cloud may say. */
  | { readonly type: 'fail'; readonly match: ObjectMatch; readonly message: string }
  /** A creation takes this much longer. */
  | { readonly type: 'delay'; readonly match: ObjectMatch; readonly delayMs: number };

/** Tells whether a fault is about an object. */
export function isMet({ match }: { readonly match: ObjectMatch }, object: ManagedResource): boolean {
  const { name, namespace } = object.metadata;
  return (
    (match.kind ?? object.kind) === object.kind &&
    (match.name ?? name) === name &&
    (match.namespace ?? namespace) === namespace
  );
}

/** Gives the message of `Synced=False`, or nothing for a fault that only delays. */
export function explainFault(fault: Fault, { kind }: ManagedResource): string | undefined {
  if (fault.type === 'delay') return undefined;
  if (fault.type === 'fail') return fault.message;
  const said =
    fault.type === 'throttle'
      ? 'ThrottlingException: Rate exceeded'
      : `AccessDenied: User: arn:aws:sts::000000000000:assumed-role/deployment/provider is not authorized to change this ${kind}`;
  return `observe failed: failed to observe the external resource: api error ${said}`;
}
