import type { FieldChange, ObjectPlan, StagePlan } from '../plan.ts';
import { type Line, type Mark, toLine } from './line.ts';
import { isPlainList, renderValue } from './render-value.ts';

const MARKS: Readonly<Record<ObjectPlan['action'], Mark>> = { create: '+', change: '~', delete: '-' };

const VERBS: Readonly<Record<ObjectPlan['action'], string>> = {
  create: 'created',
  change: 'changed',
  delete: 'deleted',
};

/** Gives the lines of a stage, object by object. */
export function describeStage({ objects }: StagePlan): readonly Line[] {
  return objects.flatMap(describeObject);
}

/** Gives the lines of a stage that comes or goes as a whole: what it holds, and what is lost. */
export function summarizeStage({ objects }: StagePlan): readonly Line[] {
  const byAction = Map.groupBy(objects, ({ action }) => action);
  const counts = [...byAction].map(([action, group]) => {
    const kinds = [...Map.groupBy(group, ({ kind }) => kind)].map(
      ([kind, { length }]) => `${length} ${kind}`,
    );
    return toLine(MARKS[action], 0, `${group.length} ${VERBS[action]}: ${kinds.join(', ')}`);
  });
  return [
    ...counts,
    ...objects.flatMap(({ loss }) => (loss === undefined ? [] : [toLine('!', 1, `lost: ${loss}`)])),
  ];
}

function describeObject(object: ObjectPlan): readonly Line[] {
  const { action, kind, name, risk, loss, reasons, fields } = object;
  const tail = risk === 'safe' ? '' : ` (${risk})`;
  const told = new Set(fields.flatMap(({ verdict }) => verdict?.reason ?? []));
  return [
    toLine(MARKS[action], 0, `${kind} ${name}${tail}`),
    ...reasons
      .filter((reason) => !told.has(reason))
      .map((reason) => toLine(risk === 'safe' ? ' ' : '!', 1, reason)),
    ...(loss === undefined ? [] : [toLine('!', 1, `lost: ${loss}`)]),
    ...fields.flatMap(describeField),
  ];
}

function describeField(change: FieldChange): readonly Line[] {
  return [...describeValues(change), ...describeVerdict(change)];
}

function describeValues({ path, from, to, isSecret }: FieldChange): readonly Line[] {
  if (isSecret === true) return [toLine('~', 1, `${path}: a secret value changes; it is not shown`)];
  if (isPlainList(from) && isPlainList(to)) {
    const [gone, came] = [missingIn(from, to), missingIn(to, from)];
    if (gone.length + came.length > 0) {
      return [
        toLine('~', 1, `${path}:`),
        ...gone.map((item) => toLine('-', 2, renderValue(item))),
        ...came.map((item) => toLine('+', 2, renderValue(item))),
      ];
    }
  }
  if (from === undefined) return [toLine('+', 1, `${path}: ${renderValue(to)}`)];
  if (to === undefined) return [toLine('-', 1, `${path}: ${renderValue(from)}`)];
  return [toLine('~', 1, `${path}: ${renderValue(from)} → ${renderValue(to)}`)];
}

function describeVerdict({ verdict }: FieldChange): readonly Line[] {
  if (verdict === undefined) return [];
  const { effect, reason, remedy, source } = verdict;
  if (effect === 'safe') return [toLine(' ', 2, `${reason} [${source}]`)];
  return [
    toLine('!', 2, `${effect}: ${reason} [${source}]`),
    ...(remedy === undefined ? [] : [toLine(' ', 2, `do: ${remedy}`)]),
  ];
}

function missingIn(list: readonly unknown[], other: readonly unknown[]): readonly unknown[] {
  return list.filter((item) => !other.includes(item));
}
