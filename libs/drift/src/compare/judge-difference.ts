import type { DriftChange, Writer } from '@atoll/agent-model';
import { defaultIgnoreRules } from '../rules/default-ignore-rules.ts';
import { findIgnoreRule } from '../rules/find-ignore-rule.ts';
import { judgeElastic } from '../rules/judge-elastic.ts';
import type { StagedRef } from '../rules/match-object.ts';
import type { JudgeRules } from './judge-object.ts';
import type { FoundDifference } from './list-differences.ts';
import { redactPath } from './redact-path.ts';
import { toSafeValue } from './to-safe-value.ts';

/** One difference, whose it is, and when it is judged. */
export interface JudgedDifference {
  readonly difference: FoundDifference;
  readonly ref: StagedRef;
  /** Who wrote it; undefined: nobody knows. */
  readonly writer: Writer | undefined;
  readonly now: Date;
}

/** A change, and what bounds have to say about it. */
export interface JudgedChange {
  readonly change: DriftChange;
  /** Whether Git sets the field. */
  readonly isOwned: boolean;
  /** Which bound it has left; holds no value that is a secret. */
  readonly bound?: string;
}

/** Gives a difference as a change that may leave the process; undefined: a rule says that it is no drift. */
export function judgeDifference(
  { difference, ref, writer, now }: JudgedDifference,
  { ignore, elastic, hmac }: JudgeRules,
): JudgedChange | undefined {
  const { path, was, is, isOwned } = difference;
  const question = { object: ref, path, manager: writer?.manager, now };
  if (findIgnoreRule(defaultIgnoreRules, question) ?? findIgnoreRule(ignore, question)) return undefined;
  const answer = judgeElastic(elastic, { object: ref, path, was, is });
  if (answer === 'inside') return undefined;
  const redaction = { kind: ref.kind, path, hmac };
  const change: DriftChange = {
    path: redactPath(path, hmac),
    was: toSafeValue(was, redaction),
    is: toSafeValue(is, redaction),
    ...(writer === undefined ? {} : { by: writer }),
  };
  const bound = answer === 'unbounded' ? undefined : toBound(answer.outside, change);
  return { change, isOwned, ...(bound === undefined ? {} : { bound }) };
}

/** What a bound says of a value holds the value. */
function toBound(outside: string, { was, is }: DriftChange): string {
  return 'redacted' in was || 'redacted' in is ? 'it is outside its bounds' : outside;
}
