import type { ElasticField, IgnoreRule, Verdict, VerdictClass } from '@atoll/agent-model';
import { compareText } from '@atoll/core';
import type { KubeManifest } from '../manifest/kube-manifest.ts';
import type { StagedRef } from '../rules/match-object.ts';
import type { Canonical } from './canonical.ts';
import { explainGrantEnd } from './grant-end.ts';
import { judgeDifference, type JudgedChange } from './judge-difference.ts';
import { listWrittenDifferences } from './list-written-differences.ts';
import { renderVerdictMessage } from './render-verdict-message.ts';

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
  const expired = explainGrantEnd(judged, judged.now);
  if (expired !== undefined) return { class: 'Extra', changes: [], message: expired };
  const found = listChanges(judged, live, rules);
  const changes = found.map(({ change }) => change);
  const name = toClass(judged, live, found);
  return { class: name, changes, message: renderVerdictMessage(ref, name, found) };
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

function listChanges(judged: JudgedObject, live: KubeManifest, rules: JudgeRules): readonly JudgedChange[] {
  const { ref, now } = judged;
  return listWrittenDifferences({ ...judged, live }, rules)
    .flatMap((written) => judgeDifference({ ...written, ref, now }, rules) ?? [])
    .sort((a, b) => compareText(a.change.path, b.change.path));
}
