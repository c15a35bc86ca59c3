import { controlStages, type RenderedObject, regionStages, type StageCharts } from '@atoll/cloud';
import { App, Chart } from 'cdk8s';

/** Gives what a function adds to the stages of the control half, in the order of the stages. */
export function renderControl(add: (stages: StageCharts) => void): readonly RenderedObject[] {
  const app = new App();
  const toCharts = (half: string, names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, new Chart(app, `${half}-${name}`)]));
  const stages = {
    control: toCharts('control', controlStages),
    region: toCharts('region', regionStages),
  } as unknown as StageCharts;
  add(stages);
  return controlStages.flatMap((stage) => stages.control[stage].toJson() as RenderedObject[]);
}

/** Gives `spec.forProvider` of a managed resource. */
export function forProviderOf(object: RenderedObject | undefined): Readonly<Record<string, unknown>> {
  const spec = object?.spec as { readonly forProvider?: Readonly<Record<string, unknown>> } | undefined;
  return spec?.forProvider ?? {};
}
