import { kubernetesSchemas } from '@atoll/typed-object';
import { App, Chart } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { crdObjects } from '../schemas/index.ts';
import { addKarpenterCrds } from './add-karpenter-crds.ts';

describe("Karpenter's CRDs", () => {
  it('are rendered as they were released, but for their descriptions', () => {
    const chart = new Chart(new App(), 'crds');

    addKarpenterCrds(chart);

    const objects = chart.toJson() as unknown[];
    expect(objects).toEqual(crdObjects);
    expect(objects.flatMap((object) => kubernetesSchemas.validate(object))).toEqual([]);
  });
});
