import type {
  ClusterPlan,
  FieldChange,
  ObjectPlan,
  PermissionDelta,
  Plan,
  RegionPlan,
  StagePlan,
} from '@atoll/plan';

/** Kinds by which Flux and the guard get their rights: they follow from all other objects of a region. */
const PLUMBING = new Set([
  'ConfigMap',
  'ManagedResourceActivationPolicy',
  'Role rbac',
  'RoleBinding rbac',
  'ServiceAccount',
]);

/** Fields that a line of a summary shows without their values. */
const LONG = 90;

/**
 * Gives a plan as short lines, so that a test can say all of it as literals.
 *
 * Of what comes or goes as a whole only the losses are named, and accounts that follow from all other objects are left
 * out: what a region is made of is the business of the golden files.
 */
export function summarizePlan(plan: Plan): readonly string[] {
  return [
    `risk ${plan.risk}`,
    ...plan.problems.map(
      ({ side, file, line, column, path, code }) =>
        `problem ${side} ${file}:${line}:${column} ${path} ${code}`,
    ),
    ...plan.renames.map(({ from, to }) => `rename ${from} → ${to}`),
    ...plan.notices.map(({ text }) => `notice ${text}`),
    ...plan.lapses.map(({ region, text }) => `lapse ${region}: ${text}`),
    ...plan.regions.flatMap(summarizeRegion),
    ...plan.clusters.flatMap(summarizeCluster),
  ];
}

function summarizeRegion(region: RegionPlan): readonly string[] {
  const { name, action, risk, waits, exposure, cost, ownerTasks, notices } = region;
  const isWhole = action !== 'changed';
  return [
    `region ${name} ${action} ${risk}`,
    ...notices.map(({ kind }) => `  notice ${kind}`),
    ...region.stages.flatMap((stage) => summarizeStage(stage, name, isWhole)),
    ...waits.begins.map(({ what, field }) => `  waits ${short(what, name)} for ${field}`),
    ...waits.ends.map(({ what, field }) => `  waits no more ${short(what, name)} for ${field}`),
    ...(isWhole ? [] : region.permissions.flatMap((delta) => summarizePermissions(delta, name))),
    ...exposure.opens.map(({ id, reach }) => `  opens ${short(id, name)} ${reach}`),
    ...exposure.closes.map(({ id, reach }) => `  closes ${short(id, name)} ${reach}`),
    ...summarizeCost(cost),
    ...(isWhole
      ? []
      : [
          ...ownerTasks.arises.map(({ what }) => `  owner + ${short(what, name)}`),
          ...ownerTasks.changes.map(
            ({ what, added, removed }) =>
              `  owner ~ ${short(what, name)} +${added.length} -${removed.length}`,
          ),
          ...ownerTasks.lapses.map(({ what }) => `  owner - ${short(what, name)}`),
        ]),
  ];
}

function summarizeCluster({ name, action, risk, stages }: ClusterPlan): readonly string[] {
  return [
    `cluster ${name} ${action} ${risk}`,
    ...stages.flatMap((stage) => summarizeStage(stage, '', action !== 'changed')),
  ];
}

function summarizeStage({ folder, objects }: StagePlan, region: string, isWhole: boolean): readonly string[] {
  const stage = folder.split('/').at(-1) ?? '';
  const told = isWhole ? objects.filter(({ loss }) => loss !== undefined) : objects;
  return told
    .filter((object) => !isPlumbing(object))
    .flatMap((object) => summarizeObject(object, stage, region));
}

function isPlumbing({ apiVersion, kind, risk }: ObjectPlan): boolean {
  const group = apiVersion.startsWith('rbac.') ? ' rbac' : '';
  return risk === 'safe' && PLUMBING.has(`${kind}${group}`);
}

function summarizeObject(object: ObjectPlan, stage: string, region: string): readonly string[] {
  const { action, kind, name, risk, loss, fields } = object;
  const mark = { create: '+', change: '~', delete: '-' }[action];
  const lost = loss === undefined ? '' : ` lost: ${short(loss, region)}`;
  return [
    `  ${mark} ${stage} ${kind} ${short(name, region)} ${risk}${lost}`,
    ...fields.map((field) => `    ${summarizeField(field)}`),
  ];
}

function summarizeField({ path, from, to, verdict }: FieldChange): string {
  const values = `${renderShort(from)} → ${renderShort(to)}`;
  const field = path.replace('spec.forProvider.', '');
  return `${field}: ${values.length > LONG ? 'changed' : values}${verdict === undefined ? '' : ` ${verdict.effect}`}`;
}

function renderShort(value: unknown): string {
  return value === undefined ? 'none' : JSON.stringify(value);
}

function summarizePermissions(delta: PermissionDelta, region: string): readonly string[] {
  const counts = [
    ...delta.allowed.map((action) => `+${action}`),
    ...delta.withdrawn.map((action) => `-${action}`),
    ...delta.denied.map((action) => `+deny ${action}`),
    ...delta.undenied.map((action) => `-deny ${action}`),
    ...(delta.rescoped.length === 0
      ? []
      : [`${delta.rescoped.flatMap(({ actions }) => actions).length} rescoped`]),
    ...(delta.trustAdded.length === 0 ? [] : [`+${delta.trustAdded.length} trust`]),
    ...(delta.trustRemoved.length === 0 ? [] : [`-${delta.trustRemoved.length} trust`]),
  ];
  const list = counts.length > 6 ? `${counts.length} differences` : counts.join(' ');
  return [`  iam ${delta.action} ${short(delta.holder, region)}: ${list}`];
}

function summarizeCost({ from, to }: RegionPlan['cost']): readonly string[] {
  const band = ({ low, high }: typeof from) => `${Math.round(low)}-${Math.round(high)}`;
  return band(from) === band(to) ? [] : [`  cost ${band(from)} → ${band(to)}`];
}

function short(text: string, region: string): string {
  return region === '' ? text : text.replaceAll(`atoll-${region}-`, '');
}
