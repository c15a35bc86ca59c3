import {
  type DriftChange,
  type ElasticField,
  type IgnoreRule,
  UNTIL_ANNOTATION,
  type Verdict,
  type VerdictClass,
  type Writer,
} from '@atoll/agent-model';
import { compareText } from '@atoll/core';
import { findWriter, type ManagedEntry, readManagedFields } from '../fields/managed-fields.ts';
import type { RawDifference } from '../fields/owned-differences.ts';
import type { KubeManifest } from '../manifest/kube-manifest.ts';
import { defaultIgnoreRules } from '../rules/default-ignore-rules.ts';
import { findIgnoreRule } from '../rules/find-ignore-rule.ts';
import { judgeElastic } from '../rules/judge-elastic.ts';
import type { StagedRef } from '../rules/match-object.ts';
import type { Canonical } from './canonical.ts';
import { listDifferences } from './list-differences.ts';
import { redactPath } from './redact-path.ts';
import { renderVerdictMessage } from './render-verdict-message.ts';
import { toSafeValue } from './to-safe-value.ts';

/** What objects are judged by; the same for all of a half. */
export interface JudgeRules {
  readonly ignore: readonly IgnoreRule[];
  readonly elastic: readonly ElasticField[];
  /** Field managers that apply what is in Git, such as `kustomize-controller`. */
  readonly owners: readonly string[];
  /** Annotation in which the cluster stamps the user of a write; it is never drift itself. */
  readonly userAnnotation: string;
  /** Keyed digest by which secrets are told apart. */
  readonly hmac: (text: string) => string;
}

/** One object, as Git wants it and as it is. */
export interface JudgedObject {
  readonly ref: StagedRef;
  /** Normalised, see `normalizeDesired`. */
  readonly desired: KubeManifest;
  /** How the API server would store it; undefined: not learnt, or it may not be asked. */
  readonly canonical: Canonical | undefined;
  /** undefined: there is no such object. */
  readonly live: KubeManifest | undefined;
  /** Of the object that was there at the last look. */
  readonly previousUid: string | undefined;
  readonly now: Date;
}

/**
 * Says what an object is, seen from Git: by values of what Git sets, by who else wrote, and by identity; no one of them is
 * enough. It takes no request.
 */
export function judgeObject(judged: JudgedObject, rules: JudgeRules): Verdict {
  const { live, ref } = judged;
  if (live === undefined)
    return {
      class: 'Missing',
      changes: [],
      message: `${ref.kind} ${ref.name} is in Git and not in the cluster`,
    };
  const deletedAt = live.metadata['deletionTimestamp'];
  if (typeof deletedAt === 'string')
    return {
      class: 'Terminating',
      changes: [],
      message: `${ref.kind} ${ref.name} is being deleted since ${deletedAt}`,
    };
  const expired = explainExpiry(live, judged.now);
  if (expired !== undefined) return { class: 'Extra', changes: [], message: expired };
  const found = listChanges(judged, live, rules);
  const changes = found.map(({ change }) => change);
  const name = toClass(judged, live, found);
  return { class: name, changes, message: renderVerdictMessage(ref, name, found) };
}

/** A change, and what bounds have to say about it. */
export interface JudgedChange {
  readonly change: DriftChange;
  /** Whether Git sets the field. */
  readonly isOwned: boolean;
  readonly bound?: string;
}

function toClass(
  { previousUid }: JudgedObject,
  { metadata }: KubeManifest,
  found: readonly JudgedChange[],
): VerdictClass {
  if (previousUid !== undefined && metadata['uid'] !== previousUid) return 'Recreated';
  if (found.length === 0) return 'InSync';
  return found.some(({ isOwned }) => isOwned) ? 'Modified' : 'Extra';
}

/** A grant's binding that outlives it lets somebody in whom Git lets in no more. */
function explainExpiry({ kind, metadata }: KubeManifest, now: Date): string | undefined {
  const until = metadata.annotations?.[UNTIL_ANNOTATION];
  if (until === undefined || Date.parse(until) > now.getTime()) return undefined;
  return `${kind} ${metadata.name} was granted until ${until} and is still there`;
}

function listChanges(judged: JudgedObject, live: KubeManifest, rules: JudgeRules): readonly JudgedChange[] {
  const entries = readManagedFields(live.metadata);
  const isOwner = ({ manager }: Writer) => rules.owners.includes(manager);
  const found = listDifferences({ ...judged, live }, { entries, isOwner });
  return found
    .flatMap((difference) => judgeDifference({ difference, judged, live, entries, isOwner }, rules) ?? [])
    .sort((a, b) => compareText(a.change.path, b.change.path));
}

interface JudgedDifference {
  readonly difference: RawDifference & { readonly isOwned: boolean };
  readonly judged: JudgedObject;
  readonly live: KubeManifest;
  readonly entries: readonly ManagedEntry[];
  readonly isOwner: (writer: Writer) => boolean;
}

function judgeDifference(
  { difference, judged, live, entries, isOwner }: JudgedDifference,
  { ignore, elastic, userAnnotation, hmac }: JudgeRules,
): JudgedChange | undefined {
  const { path, was, is, isOwned } = difference;
  const { ref, now } = judged;
  if (path === `/metadata/annotations/${userAnnotation.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    return undefined;
  const writer = is === undefined ? undefined : findWriter(entries, path, isOwner);
  const question = { object: ref, path, manager: writer?.manager, now };
  if (findIgnoreRule(defaultIgnoreRules, question) ?? findIgnoreRule(ignore, question)) return undefined;
  const answer = judgeElastic(elastic, { object: ref, path, was, is });
  if (answer === 'inside') return undefined;
  const redaction = { kind: ref.kind, path, hmac };
  const user = live.metadata.annotations?.[userAnnotation];
  const change: DriftChange = {
    path: redactPath(path, hmac),
    was: toSafeValue(was, redaction),
    is: toSafeValue(is, redaction),
    ...(writer === undefined ? {} : { by: user === undefined ? writer : { ...writer, user } }),
  };
  return { change, isOwned, ...(answer === 'unbounded' ? {} : { bound: answer.outside }) };
}
