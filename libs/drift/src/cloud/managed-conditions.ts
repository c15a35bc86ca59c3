import { isRecord } from '../fields/is-record.ts';
import type { KubeManifest } from '../manifest/kube-manifest.ts';

/** What one condition of a managed resource says. */
export interface ManagedCondition {
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  /** The provider's words; they may hold anything, so they leave the engine only by way of `renderCondition`. */
  readonly message: string;
}

/** What a provider says about itself and about a managed resource. */
export interface ManagedConditions {
  /** Absent: the provider has not said so yet. */
  readonly synced?: ManagedCondition;
  readonly ready?: ManagedCondition;
  /** Whether an operation in the cloud is under way, so that what is seen is on its way to what is wanted. */
  readonly isOngoing: boolean;
  /** Whether the provider has not looked at the resource since its spec changed. */
  readonly isBehind: boolean;
}

/**
 * Reads the conditions of a managed resource. Source: crossplane-runtime, apis/common; upjet, pkg/resource/conditions.go
 * for the operations that go on.
 */
export function readManagedConditions(live: KubeManifest): ManagedConditions {
  const status = isRecord(live['status']) ? live['status'] : {};
  const conditions = Array.isArray(status['conditions']) ? status['conditions'].filter(isRecord) : [];
  const find = (type: string) => conditions.find((condition) => condition['type'] === type);
  const [synced, ready, operation] = [find('Synced'), find('Ready'), find('AsyncOperation')];
  const seen = status['observedGeneration'] ?? synced?.['observedGeneration'];
  const generation = live.metadata['generation'];
  return {
    ...(synced === undefined ? {} : { synced: toCondition(synced) }),
    ...(ready === undefined ? {} : { ready: toCondition(ready) }),
    isOngoing: operation?.['reason'] === 'Ongoing',
    isBehind: typeof seen === 'number' && typeof generation === 'number' && seen < generation,
  };
}

function toCondition({ status, reason, message }: Readonly<Record<string, unknown>>): ManagedCondition {
  return {
    status: status === 'True' || status === 'False' ? status : 'Unknown',
    reason: typeof reason === 'string' ? reason : '',
    message: typeof message === 'string' ? message : '',
  };
}
