import type {
  CostDelta,
  ExposureDelta,
  NeedDelta,
  OwnerTaskDelta,
  PermissionDelta,
  RegionPlan,
  WaitDelta,
} from '../plan.ts';
import { describeStage, summarizeStage } from './describe-objects.ts';
import { type Line, type Mark, type Section, toLine } from './line.ts';
import { renderCost } from './render-cost.ts';
import { renderBand } from './render-value.ts';

/** Actions of a holder that are printed; the rest is counted, and stands in the JSON form. */
const MANY_ACTIONS = 40;

/** Objects that are named with an action that they need. */
const NAMED_OBJECTS = 3;

/** How much is said. */
export interface PlanDetail {
  /** Also of a region that comes or goes as a whole: every action, scope and trust, and what needs each action. */
  readonly isFull?: boolean;
}

/** Gives what a plan says of a region, section by section; empty sections are left out. */
export function describeRegion(region: RegionPlan, { isFull = false }: PlanDetail = {}): readonly Section[] {
  const isWhole = region.action === 'created' || region.action === 'destroyed';
  const stages = region.stages.map((stage) => ({
    title: stage.folder,
    lines: isWhole ? summarizeStage(stage) : describeStage(stage),
  }));
  const sections: readonly Section[] = [
    { title: 'To know', lines: region.notices.map(({ text }) => toLine('!', 0, text)) },
    ...stages,
    { title: 'Waits for observed values', lines: describeWaits(region.waits) },
    {
      title: 'IAM',
      lines: isWhole && !isFull ? region.permissions.map(countPermissions) : describeAll(region.permissions),
    },
    {
      title: 'Actions that it needs',
      lines: isWhole && !isFull ? countNeeds(region.needs) : describeNeeds(region.needs),
    },
    { title: 'Network exposure', lines: describeExposure(region.exposure) },
    { title: 'Cost a month', lines: describeCost(region.cost, isWhole && !isFull) },
    { title: 'For the owner of the account', lines: describeOwnerTasks(region.ownerTasks) },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

function describeWaits({ begins, ends, goesOn }: WaitDelta): readonly Line[] {
  if (begins.length + ends.length === 0) return [];
  return [
    ...ends.map(({ what, field }) => toLine('+', 0, `${what} waits no more (${field})`)),
    ...begins.map(({ what, field, source }) =>
      toLine('~', 0, `${what} waits for ${field}, which ${source} brings`),
    ),
    ...goesOn.map(({ what, field }) => toLine(' ', 0, `${what} still waits for ${field}`)),
  ];
}

/** A new region has dozens of roles with thousands of actions, which nobody compares with anything. */
function countPermissions(delta: PermissionDelta): Line {
  if (delta.action === 'deleted') return toLine('-', 0, `${delta.holder}, with all it allowed`);
  const counts = [
    [delta.allowed, 'allowed'],
    [delta.denied, 'denied'],
    [delta.trustAdded, 'trusted'],
  ] as const;
  const told = counts.flatMap(([list, verb]) => (list.length === 0 ? [] : [`${list.length} ${verb}`]));
  return toLine('+', 0, [delta.holder, ...told].join(', '));
}

function countNeeds({ added, removed }: NeedDelta): readonly Line[] {
  return [...countByRole('+', added), ...countByRole('-', removed)];
}

function countByRole(mark: Mark, needs: NeedDelta['added']): readonly Line[] {
  return [...Map.groupBy(needs, ({ role }) => role)].map(([role, own]) =>
    toLine(mark, 0, `${role}: ${own.length} ${own.length === 1 ? 'action' : 'actions'}`),
  );
}

function describeNeeds({ added, removed }: NeedDelta): readonly Line[] {
  return [
    ...added.map((need) => toLine('+', 0, `${need.role}: newly needed: ${describeNeed(need)}`)),
    ...removed.map((need) => toLine('-', 0, `${need.role}: no longer needed: ${describeNeed(need)}`)),
  ];
}

function describeNeed({ action, objects }: NeedDelta['added'][number]): string {
  const more = objects.length - NAMED_OBJECTS;
  const named = objects.slice(0, NAMED_OBJECTS).join(', ');
  return `${action} (${more > 0 ? `${named} and ${more} more` : named})`;
}

function describeAll(permissions: readonly PermissionDelta[]): readonly Line[] {
  return permissions.flatMap(describePermissions);
}

function describePermissions(delta: PermissionDelta): readonly Line[] {
  if (delta.action === 'deleted') return [toLine('-', 0, `${delta.holder}, with all it allowed`)];
  return [
    toLine(delta.action === 'created' ? '+' : '~', 0, delta.holder),
    ...describeActions('+', 'allowed', delta.allowed),
    ...describeActions('-', 'allowed no more', delta.withdrawn),
    ...describeActions('+', 'denied', delta.denied),
    ...describeActions('!', 'denied no more', delta.undenied),
    ...delta.rescoped.flatMap(({ effect, actions, from, to }) => [
      toLine('~', 1, `${effect === 'Allow' ? 'allowed' : 'denied'} elsewhere: ${listActions(actions)}`),
      ...from.map((scope) => toLine('-', 2, scope)),
      ...to.map((scope) => toLine('+', 2, scope)),
    ]),
    ...delta.trustAdded.map((line) => toLine('+', 1, `trust: ${line}`)),
    ...delta.trustRemoved.map((line) => toLine('-', 1, `trust: ${line}`)),
  ];
}

function describeActions(mark: Mark, verb: string, actions: readonly string[]): readonly Line[] {
  return actions.length === 0 ? [] : [toLine(mark, 1, `${verb}: ${listActions(actions)}`)];
}

function listActions(actions: readonly string[]): string {
  const shown = actions.slice(0, MANY_ACTIONS).join(', ');
  return actions.length > MANY_ACTIONS ? `${shown} and ${actions.length - MANY_ACTIONS} more` : shown;
}

function describeExposure({ opens, closes }: ExposureDelta): readonly Line[] {
  return [
    ...opens.map(({ what, reach }) => toLine(reach === 'internet' ? '!' : '+', 0, `opens: ${what}`)),
    ...closes.map(({ what }) => toLine('-', 0, `closes: ${what}`)),
  ];
}

function describeCost(cost: CostDelta, isShort: boolean): readonly Line[] {
  if (cost.changes.length === 0) return [];
  const parts = cost.changes.map(({ id, from, to }) => {
    const [old, fresh] = [from, to].map((item) => renderItem(item));
    if (from === undefined) return toLine('+', 0, `${id}: ${fresh}`);
    return to === undefined ? toLine('-', 0, `${id}: ${old}`) : toLine('~', 0, `${id}: ${old} → ${fresh}`);
  });
  return [
    toLine(' ', 0, renderCost(cost)),
    ...parts,
    ...describeUnknown(cost, isShort),
    ...cost.sources.map((source) => toLine(' ', 0, `source: ${source}`)),
  ];
}

/** Of a new region the parts without a price stand above already; only what depends on use does not. */
function describeUnknown({ unknown }: CostDelta, isShort: boolean): readonly Line[] {
  const lines = (some: CostDelta['unknown']) =>
    some.map(({ what, why }) => toLine(' ', 0, `not in it: ${what} (${why})`));
  if (!isShort) return lines(unknown);
  const [used, unpriced] = [
    unknown.filter(({ dependsOnUse }) => dependsOnUse),
    unknown.filter(({ dependsOnUse }) => !dependsOnUse),
  ];
  const count = unpriced.length;
  const told = count === 0 ? [] : [toLine(' ', 0, `not in it: ${count} of these, whose price is unknown`)];
  return [...told, ...lines(used)];
}

function renderItem(item: CostDelta['changes'][number]['from']): string {
  if (item === undefined) return 'nothing';
  const price = item.monthly === undefined ? 'unknown' : renderBand(item.monthly);
  return `${item.what}: ${price}`;
}

function describeOwnerTasks({ arises, changes, lapses }: OwnerTaskDelta): readonly Line[] {
  return [
    ...arises.map(({ what }) => toLine('+', 0, `to make: ${what}`)),
    ...changes.flatMap(({ what, added, removed }) => [
      toLine('~', 0, `to change: ${what}`),
      ...removed.map((line) => toLine('-', 1, line.trim())),
      ...added.map((line) => toLine('+', 1, line.trim())),
    ]),
    ...lapses.map(({ what }) => toLine('-', 0, `needed no more: ${what}`)),
  ];
}
