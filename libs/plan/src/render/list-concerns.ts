import type { ObjectPlan, Plan, RegionPlan, StagePlan } from '../plan.ts';

/** Names that are printed of those that share a concern. */
const MANY_OWNERS = 5;

/** Actions that are printed of those that a holder may do from now on; the others stand in the region's details. */
const MANY_ACTIONS = 8;

const RANK = { destructive: 0, refused: 1, exposing: 2, widening: 3, disruptive: 4 } as const;

/** One thing to look at. */
interface Concern {
  readonly effect: keyof typeof RANK;
  /** Region or control cluster. */
  readonly owner: string;
  /** The object, as one region says it. */
  readonly object: string;
  /** What several regions may have in common. */
  readonly what: string;
}

/** A region or a control cluster. */
type Planned = Pick<RegionPlan, 'name' | 'action' | 'risk' | 'stages'> & {
  readonly notices?: RegionPlan['notices'];
  readonly exposure?: RegionPlan['exposure'];
  readonly permissions?: RegionPlan['permissions'];
};

/**
 * Gives everything that somebody should look at, worst first: what is more than safe, what opens a region to the internet,
 * and what lets somebody who is there already do more.
 *
 * What several regions have in common stands once.
 */
export function listConcerns({ regions, clusters }: Plan): readonly string[] {
  const planned: readonly Planned[] = [...regions, ...clusters];
  const concerns = planned.flatMap((plan) => [
    ...listWholeConcerns(plan),
    ...listOpenings(plan),
    ...listWidenings(plan),
    ...plan.stages.flatMap((stage) => listStageConcerns(plan, stage)),
  ]);
  const groups = [...Map.groupBy(concerns, ({ effect, what }) => `${effect} ${what}`).values()];
  return groups
    .sort(([a], [b]) => RANK[(a as Concern).effect] - RANK[(b as Concern).effect])
    .flatMap(renderGroup);
}

function renderGroup(group: readonly Concern[]): readonly string[] {
  const owners = [...new Set(group.map(({ owner }) => owner))];
  if (owners.length === 1)
    return group.map(({ effect, owner, object, what }) => `${effect}: ${owner}: ${object}${what}`);
  const shown = owners.slice(0, MANY_OWNERS).join(', ');
  const more = owners.length > MANY_OWNERS ? ` and ${owners.length - MANY_OWNERS} more` : '';
  const [first] = group;
  const kind = first?.object.split(' ')[0] ?? '';
  return [
    `${first?.effect}: ${owners.length} times (${shown}${more}): ${kind}${kind === '' ? '' : ' '}${first?.what}`,
  ];
}

function listWholeConcerns({ name, action, risk, notices }: Planned): readonly Concern[] {
  // A control cluster that loses its last region is nobody's loss.
  if (notices === undefined) return [];
  const effect = risk === 'destructive' ? 'destructive' : 'disruptive';
  const moves = notices
    .filter(({ kind }) => kind === 'move')
    .map(({ text }): Concern => ({ effect, owner: name, object: '', what: text }));
  if (action !== 'destroyed') return moves;
  const what = 'configured no more; what stands is deleted only when a publisher is given --allow-delete';
  return [{ effect: 'destructive', owner: name, object: '', what }, ...moves];
}

function listOpenings({ name, exposure }: Planned): readonly Concern[] {
  return (exposure?.opens ?? [])
    .filter(({ reach }) => reach === 'internet')
    .map(({ what }): Concern => ({ effect: 'exposing', owner: name, object: '', what: `opens: ${what}` }));
}

/** What a new holder may do is what it was made for; one that is there and may do more is easily overlooked. */
function listWidenings({ name, permissions }: Planned): readonly Concern[] {
  return (permissions ?? [])
    .filter(({ action }) => action === 'changed')
    .flatMap(({ holder, allowed, undenied }) => [
      ...toWidening(name, allowed, `${holder} may from now on`),
      ...toWidening(name, undenied, `${holder} is denied no more`),
    ]);
}

function toWidening(owner: string, actions: readonly string[], what: string): readonly Concern[] {
  if (actions.length === 0) return [];
  const shown = actions.slice(0, MANY_ACTIONS).join(', ');
  const more = actions.length > MANY_ACTIONS ? ` and ${actions.length - MANY_ACTIONS} more` : '';
  return [{ effect: 'widening', owner, object: '', what: `${what}: ${shown}${more}` }];
}

/** Of a region that goes as a whole only the losses are told; that everything else goes with it is clear. */
function listStageConcerns({ name, action }: Planned, { objects }: StagePlan): readonly Concern[] {
  const told = action === 'destroyed' ? objects.filter(({ loss }) => loss !== undefined) : objects;
  return told.flatMap((object) => listObjectConcerns(name, object));
}

function listObjectConcerns(owner: string, plan: ObjectPlan): readonly Concern[] {
  const object = `${plan.kind} ${plan.name} `;
  const byField = plan.fields.flatMap(({ path, verdict }): readonly Concern[] => {
    if (verdict === undefined || verdict.effect === 'safe') return [];
    return [{ effect: verdict.effect, owner, object, what: `${path}: ${verdict.reason}` }];
  });
  if (byField.length > 0 || plan.risk === 'safe') return byField;
  const lost = plan.loss === undefined ? [] : [`lost: ${plan.loss}`];
  return [
    { effect: plan.risk, owner, object, what: `${plan.action}: ${[...lost, ...plan.reasons].join('; ')}` },
  ];
}
