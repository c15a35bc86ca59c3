import type { ChangeVerdict, CloudPlanning, RenderedObject } from '@atoll/cloud';
import { findTransitionRule, listKeysOf } from './crd-rules.ts';
import { diffValues, type ValueChange } from './diff-values.ts';
import { renderFieldPath, toRulePath } from './field-path.ts';
import type { WindowState } from './maintenance-window.ts';
import { kindKeyOf } from './managed-resource.ts';
import type { FieldChange, FieldVerdict } from './plan.ts';
import { isSecretField } from './redact.ts';

/** An object on both sides. */
export interface ObjectPair {
  readonly before: RenderedObject;
  readonly after: RenderedObject;
}

/** What judging a change takes. */
export interface Judge {
  readonly planning: CloudPlanning | undefined;
  /** The region's maintenance window at the instant of the plan; a control cluster has none. */
  readonly window: WindowState | undefined;
}

/** Gives the changed fields of an object with what is made of each; status is nobody's plan. */
export function planFields({ before, after }: ObjectPair, judge: Judge): readonly FieldChange[] {
  const kind = kindKeyOf(after);
  const changes = diffValues(withoutStatus(before), withoutStatus(after), (path) => listKeysOf(kind, path));
  return changes.map((change) => toFieldChange(change, { before, after }, judge));
}

function toFieldChange(change: ValueChange, pair: ObjectPair, judge: Judge): FieldChange {
  const { segments, from, to } = change;
  const isSecret = isSecretField(pair.after, segments, [from, to]);
  const verdict = judgeField(change, pair, judge);
  return {
    path: renderFieldPath(segments),
    ...(isSecret ? { isSecret } : toValues(from, to)),
    ...(verdict === undefined ? {} : { verdict }),
  };
}

function toValues(from: unknown, to: unknown): Pick<FieldChange, 'from' | 'to'> {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function judgeField(change: ValueChange, pair: ObjectPair, judge: Judge): FieldVerdict | undefined {
  const path = toRulePath(change.segments);
  const rule = findTransitionRule(kindKeyOf(pair.after), path);
  if (rule !== undefined) {
    const { reason, source } = rule;
    const remedy = `take the change back, or delete the object so that Flux makes it again`;
    return { effect: 'refused', reason: `the API server refuses it: ${reason}`, remedy, source };
  }
  const verdict = judge.planning?.judgeChange({ ...pair, path, from: change.from, to: change.to });
  return verdict === undefined ? undefined : heedWindow(verdict, judge.window);
}

function heedWindow(verdict: ChangeVerdict, window: WindowState | undefined): FieldVerdict {
  const { heedsWindow, ...rest } = verdict;
  if (heedsWindow !== true || window === undefined || verdict.effect !== 'disruptive') return rest;
  return window.isOpen
    ? { ...rest, effect: 'safe', reason: `${rest.reason}; inside the maintenance window (${window.text})` }
    : { ...rest, reason: `${rest.reason}; outside the maintenance window (${window.text})` };
}

function withoutStatus(object: RenderedObject): unknown {
  return { ...object, status: undefined };
}
