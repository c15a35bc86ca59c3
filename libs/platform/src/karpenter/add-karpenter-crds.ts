import { type KindDefinition, kubernetesKinds, TypedObject } from '@atoll/typed-object';
import type { Chart } from 'cdk8s';
import { crdObjects } from '../schemas/index.ts';

/** The parts of a CRD that are rendered. */
interface CrdObject {
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: unknown;
}

/** Adds Karpenter's CustomResourceDefinitions, free of descriptions. */
export function addKarpenterCrds(chart: Chart): void {
  const kind = kubernetesKinds.find((candidate) => candidate.kind === 'CustomResourceDefinition');
  for (const object of crdObjects) {
    // Generated from released CRDs, all of which have a name and a spec.
    const { metadata, spec } = object as unknown as CrdObject;
    new TypedObject(chart, `crd-${metadata.name}`, kind as KindDefinition<unknown>, { ...metadata, spec });
  }
}
