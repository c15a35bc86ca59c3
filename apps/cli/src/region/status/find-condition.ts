import type { ObservedCondition } from '@atoll/region-status';

interface Condition {
  readonly type?: unknown;
  readonly status?: unknown;
  readonly lastTransitionTime?: unknown;
  readonly reason?: unknown;
  readonly message?: unknown;
}

/** Gives a condition of an object's status, as Kubernetes and Crossplane write it; undefined where there is none. */
export function findCondition(object: object | undefined, type: string): ObservedCondition | undefined {
  const { status: own } = (object ?? {}) as { readonly status?: unknown };
  const { conditions } = (own ?? {}) as { readonly conditions?: unknown };
  const found = Array.isArray(conditions)
    ? (conditions as readonly Condition[]).find((condition) => condition.type === type)
    : undefined;
  if (found === undefined) return undefined;
  const { status, lastTransitionTime: since, reason, message } = found;
  return {
    status: status === 'True' || status === 'False' ? status : 'Unknown',
    ...(typeof since === 'string' ? { since } : {}),
    ...(typeof reason === 'string' ? { reason } : {}),
    ...(typeof message === 'string' ? { message } : {}),
  };
}
