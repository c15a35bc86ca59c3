import type {
  CostDelta,
  ExposureDelta,
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

/** Gives what a plan says of a region, section by section; empty sections are left out. */
export function describeRegion(region: RegionPlan): readonly Section[] {
  const isWhole = region.action === 'created' || region.action === 'destroyed';
  const stages = region.stages.map((stage) => ({
    title: stage.folder,
    lines: isWhole ? summarizeStage(stage) : describeStage(stage),
  }));
  const sections: readonly Section[] = [
    { title: 'To know', lines: region.notices.map(({ text }) => toLine('!', 0, text)) },
    ...stages,
    { title: 'Waits for observed values', lines: describeWaits(region.waits) },
    { title: 'IAM', lines: region.permissions.flatMap(describePermissions) },
    { title: 'Network exposure', lines: describeExposure(region.exposure) },
    { title: 'Cost a month', lines: describeCost(region.cost) },
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

function describeCost(cost: CostDelta): readonly Line[] {
  if (cost.changes.length === 0) return [];
  const parts = cost.changes.map(({ id, from, to }) => {
    const [old, fresh] = [from, to].map((item) => renderItem(item));
    if (from === undefined) return toLine('+', 0, `${id}: ${fresh}`);
    return to === undefined ? toLine('-', 0, `${id}: ${old}`) : toLine('~', 0, `${id}: ${old} → ${fresh}`);
  });
  return [
    toLine(' ', 0, renderCost(cost)),
    ...parts,
    ...cost.unknown.map(({ what, why }) => toLine(' ', 0, `not in it: ${what} (${why})`)),
    ...cost.sources.map((source) => toLine(' ', 0, `source: ${source}`)),
  ];
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
