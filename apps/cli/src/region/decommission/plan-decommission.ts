import { type Cloud, controlStages, type RenderedObject } from '@atoll/cloud';
import type { LoadedRegion, RenderedRegion } from '@atoll/synth';
import { parse } from 'yaml';
import type { DecommissionPlan, RemovedObject, RemovedStage } from './decommission-report.ts';

/** Objects of the stage that holds the others go with the namespace, last of all. */
const HOLDING_STAGE = 'flux';

/** Order within a stage: what is let go first, and what Crossplane itself needs last. */
const FATES: readonly RemovedObject['fate'][] = ['kept', 'observed', 'deleted', 'internal'];

/** Works out how a region is left from what is rendered for it: every object, in the reverse order of its making. */
export function planDecommission(
  { region, cloud }: Pick<LoadedRegion, 'region' | 'cloud'>,
  rendered: RenderedRegion,
): DecommissionPlan {
  const { decommission } = cloud;
  const byStage = readObjects(rendered);
  const objects = [...byStage.values()].flat();
  return {
    region: region.name,
    place: `${cloud.name} account ${cloud.accountOf(region)}, ${region.location}`,
    namespace: region.namespace,
    exports: decommission.listExports(region),
    locks: objects.flatMap((object) => decommission.locksOf(object, region)),
    inside: decommission.listInsideSteps(region),
    stages: controlStages
      .toReversed()
      .filter((stage) => stage !== HOLDING_STAGE && byStage.has(stage))
      .map((stage) => toStage(stage, byStage.get(stage) ?? [], { cloud, region })),
    revocation: decommission.listRevocation(region),
    leftovers: decommission.listLeftoverScans(region),
  };
}

function readObjects({ folders }: RenderedRegion): ReadonlyMap<string, readonly RenderedObject[]> {
  const files = folders[0].files.filter(({ path }) => path.endsWith('.yaml'));
  const byStage = Map.groupBy(files, ({ path }) => path.split('/')[0] ?? '');
  return new Map(
    [...byStage].map(([stage, inStage]) => [stage, inStage.map(({ text }) => parse(text) as RenderedObject)]),
  );
}

function toStage(
  stage: string,
  objects: readonly RenderedObject[],
  { cloud, region }: { readonly cloud: Cloud; readonly region: LoadedRegion['region'] },
): RemovedStage {
  const { decommission, planning } = cloud;
  const removed = objects.map((object): RemovedObject => {
    const loss = planning.lossOf(object);
    const fate = decommission.fateOf(object);
    return { object: nameOf(object), fate, ...(loss === undefined ? {} : { loss }) };
  });
  const kept = objects.filter((object) => decommission.fateOf(object) === 'kept');
  return {
    stage,
    objects: removed.toSorted((a, b) => FATES.indexOf(a.fate) - FATES.indexOf(b.fate)),
    steps: kept.flatMap((object) => decommission.explainKept(object, region) ?? []),
  };
}

/** Core objects have no group, and a version without one means nothing to kubectl. */
function nameOf({ apiVersion, kind, metadata }: RenderedObject): string {
  const [group = '', version] = apiVersion.split('/');
  const suffix = version === undefined ? '' : `.${version}.${group}`;
  return `${kind.toLowerCase()}${suffix}/${metadata.name}`;
}
