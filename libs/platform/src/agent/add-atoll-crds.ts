import { clusterCrds } from '@atoll/agent-model';
import { CustomResourceDefinition, TypedObject } from '@atoll/typed-object';
import type { Chart } from 'cdk8s';

/** Adds Atoll's own CustomResourceDefinitions, Region and DriftRecord. */
export function addAtollCrds(chart: Chart): void {
  for (const { metadata, spec } of clusterCrds)
    new TypedObject(chart, `crd-${metadata.name}`, CustomResourceDefinition, { name: metadata.name, spec });
}
