import { controlStages, type RenderedObject, regionStages, type StageCharts } from '@atoll/cloud';
import { App, Chart } from 'cdk8s';
import type { AwsRegion } from '../aws-region.ts';

/** A function that adds objects to the charts of a region. */
export type AddObjects = (stages: StageCharts, region: AwsRegion) => void;

/** Gives the objects that a function adds, in the order of the stages and, within one, of their making. */
export function renderAdded(region: AwsRegion, add: AddObjects): readonly RenderedObject[] {
  const app = new App();
  const stages: StageCharts = {
    control: toCharts(app, 'control', controlStages),
    region: toCharts(app, 'region', regionStages),
  };
  add(stages, region);
  return [...Object.values<Chart>(stages.control), ...Object.values<Chart>(stages.region)].flatMap(
    (chart) => chart.toJson() as RenderedObject[],
  );
}

/** Gives the one object of that kind and name; fails when there are none or several. */
export function findObject(objects: readonly RenderedObject[], kind: string, name?: string): RenderedObject {
  const found = objects.filter(
    (object) => object.kind === kind && (name === undefined || object.metadata.name === name),
  );
  if (found.length !== 1) throw new RangeError(`${found.length} objects are ${kind} ${name ?? ''}`);
  return found[0] as RenderedObject;
}

/** Gives `spec.forProvider` of the one object of that kind and name. */
export function forProviderOf(objects: readonly RenderedObject[], kind: string, name?: string): unknown {
  return (findObject(objects, kind, name).spec as { readonly forProvider: unknown }).forProvider;
}

/** Gives `<Kind> <name>` of each object, in their order. */
export function listNames(objects: readonly RenderedObject[]): readonly string[] {
  return objects.map((object) => `${object.kind} ${object.metadata.name}`);
}

function toCharts<Stage extends string>(
  app: App,
  half: string,
  stages: readonly Stage[],
): Readonly<Record<Stage, Chart>> {
  return Object.fromEntries(stages.map((stage) => [stage, new Chart(app, `${half}-${stage}`)])) as Record<
    Stage,
    Chart
  >;
}
