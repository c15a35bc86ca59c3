import { TypedObject } from '@atoll/typed-object';
import type { Chart } from 'cdk8s';
import { ManagedResourceActivationPolicy } from './schemas/index.ts';

/**
 * Adds the activation policy of one region: exactly the managed kinds that it uses.
 *
 * A custom resource definition costs the API server about 3 MB, so nothing else is switched on. Policies add up; Crossplane
 * has to be installed with `provider.defaultActivations: []`, or its own policy activates everything.
 *
 * @param definitions `<plural>.<group>` of each kind, sorted
 */
export function addActivationPolicy(chart: Chart, name: string, definitions: readonly string[]): void {
  new TypedObject(chart, 'activation-policy', ManagedResourceActivationPolicy, {
    name,
    spec: { activate: definitions },
  });
}
