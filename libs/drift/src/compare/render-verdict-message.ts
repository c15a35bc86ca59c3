import type { SafeValue, VerdictClass } from '@atoll/agent-model';
import type { StagedRef } from '../rules/match-object.ts';
import type { JudgedChange } from './judge-difference.ts';

/** Fields that a message names; the record has them all. */
const MOST_NAMED = 3;

/** Characters of a value in a message. */
const MAX_LENGTH = 60;

/** Says in one sentence what an object is; holds nothing but safe values. */
export function renderVerdictMessage(
  { kind, name }: StagedRef,
  verdict: VerdictClass,
  changes: readonly JudgedChange[],
): string {
  const subject = `${kind} ${name}`;
  if (verdict === 'InSync') return `${subject} is as in Git`;
  const told = changes.slice(0, MOST_NAMED).map(renderChange);
  const more = changes.length > MOST_NAMED ? ` and ${changes.length - MOST_NAMED} more` : '';
  const fields = told.length === 0 ? '' : `: ${told.join('; ')}${more}`;
  if (verdict === 'Recreated') return `${subject} was deleted and made anew${fields}`;
  return `${subject} ${verdict === 'Extra' ? 'has what Git does not have' : 'is not as in Git'}${fields}`;
}

function renderChange({ change: { path, was, is, by }, bound }: JudgedChange): string {
  const who =
    by === undefined ? '' : `, by ${by.user ?? by.manager}${by.time === undefined ? '' : ` at ${by.time}`}`;
  const limit = bound === undefined ? '' : ` (${bound})`;
  return `${path} is ${renderValue(is)} where Git has ${renderValue(was)}${who}${limit}`;
}

function renderValue(value: SafeValue): string {
  if ('absent' in value) return 'nothing';
  if ('redacted' in value) return 'a secret value';
  return value.json.length > MAX_LENGTH ? `${value.json.slice(0, MAX_LENGTH)}…` : value.json;
}
