import type { JsonObject } from './json-object.ts';

/** A condition of a managed resource. */
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message?: string;
  readonly lastTransitionTime: string;
}

/** A Crossplane v2 managed resource, as far as a provider reads it. */
export interface ManagedResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid: string;
    readonly generation: number;
    readonly resourceVersion: string;
    readonly deletionTimestamp?: string;
    readonly finalizers?: readonly string[];
    readonly annotations?: Readonly<Record<string, string>>;
    readonly [field: string]: unknown;
  };
  readonly spec: {
    readonly forProvider?: JsonObject;
    readonly initProvider?: JsonObject;
    readonly managementPolicies?: readonly string[];
    readonly providerConfigRef?: { readonly name: string };
    readonly [field: string]: unknown;
  };
  readonly status?: {
    readonly atProvider?: JsonObject;
    readonly conditions?: readonly Condition[];
    readonly [field: string]: unknown;
  };
}

/** Annotation with the name under which the cloud knows a resource. */
export const EXTERNAL_NAME = 'crossplane.io/external-name';

/** Keeps a managed resource until its part in the cloud is dealt with. */
export const FINALIZER = 'finalizer.managedresource.crossplane.io';

/** Tells whether a managed resource's policies, which default to all, allow an act. */
export function isAllowed(
  { spec }: ManagedResource,
  act: 'Observe' | 'Create' | 'Update' | 'Delete' | 'LateInitialize',
): boolean {
  const policies = spec.managementPolicies ?? ['*'];
  return policies.includes('*') || policies.includes(act);
}

/** Tells whether somebody has paused a managed resource, by its annotation or by policies that allow nothing. */
export function isPaused({ metadata, spec }: ManagedResource): boolean {
  return metadata.annotations?.['crossplane.io/paused'] === 'true' || spec.managementPolicies?.length === 0;
}
