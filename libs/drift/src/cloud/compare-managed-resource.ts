import type { CloudFieldRow, Verdict, VerdictClass } from '@atoll/agent-model';
import { compareText } from '@atoll/core';
import { judgeDifference, type JudgedChange } from '../compare/judge-difference.ts';
import type { JudgeRules } from '../compare/judge-object.ts';
import { isOfficialWriter } from '../compare/known-writers.ts';
import { renderVerdictMessage } from '../compare/render-verdict-message.ts';
import { findWriter, readManagedFields } from '../fields/managed-fields.ts';
import { isRecord } from '../fields/is-record.ts';
import type { KubeManifest } from '../manifest/kube-manifest.ts';
import type { StagedRef } from '../rules/match-object.ts';
import { explainUnsettled } from './explain-unsettled.ts';
import { listCloudRows } from './find-cloud-row.ts';
import { type CloudDifferences, listCloudDifferences } from './list-cloud-differences.ts';
import { type ManagedConditions, readManagedConditions } from './managed-conditions.ts';
import { renderCondition } from './render-condition.ts';

/** Annotation with the name under which the cloud knows a managed resource. */
const EXTERNAL_NAME = 'crossplane.io/external-name';

/** One managed resource, as Git wants it and as its provider saw it in the cloud. */
export interface ManagedComparison {
  readonly ref: StagedRef;
  /** The manifest in Git, normalised. */
  readonly desired: KubeManifest;
  /** undefined: there is no such object, so nobody looks at the cloud for it. */
  readonly live: KubeManifest | undefined;
  /** Name in the cloud at the last look, of the annotation `crossplane.io/external-name`. */
  readonly previousName: string | undefined;
  readonly now: Date;
}

/** What a managed resource is in the cloud, seen from Git: a verdict like that on an object, of another layer. */
export interface CloudVerdict extends Verdict {
  readonly layer: 'cloud';
  /** Whether the provider can do its work; undefined: it has not said so. */
  readonly isSynced: boolean | undefined;
  /** Whether the cloud calls the resource available; undefined: the provider has not said so. */
  readonly isReady: boolean | undefined;
  /**
   * Paths of fields that the cloud shows, that nobody asked for, and of which no row says what stands there by itself:
   * nothing is said about them.
   */
  readonly unjudged: readonly string[];
}

/**
 * Says what a managed resource is in the cloud: `forProvider` of Git, with references as the provider resolved them, against
 * `atProvider`. It takes no request, and knows no more than the provider saw at its last look, which is up to its poll
 * interval ago; who made a change in the cloud stands in the cloud's own log alone.
 *
 * Paths are those of the wanted field (`/spec/forProvider/…`), so that one rule counts for the object and the cloud.
 *
 * @param facts what the clouds do by themselves, in order
 */
export function compareManagedResource(
  compared: ManagedComparison,
  facts: readonly CloudFieldRow[],
  rules: JudgeRules,
): CloudVerdict {
  const { live, ref } = compared;
  if (live === undefined)
    return toVerdict({
      class: 'Missing',
      message: `${ref.kind} ${ref.name} is not in the cluster, so that nobody looks after it in the cloud`,
    });
  const conditions = readManagedConditions(live);
  const deletedAt = live.metadata['deletionTimestamp'];
  if (typeof deletedAt === 'string')
    return toVerdict(
      {
        class: 'Terminating',
        message: `${ref.kind} ${ref.name} is being deleted in the cloud since ${deletedAt}`,
      },
      conditions,
    );
  const status = isRecord(live['status']) ? live['status'] : {};
  const actual = isRecord(status['atProvider']) ? status['atProvider'] : {};
  const { found, unjudged } = listFields({ compared, live, actual }, facts);
  const judged = found
    .flatMap(
      (difference) => judgeDifference({ difference, ref, now: compared.now, writer: undefined }, rules) ?? [],
    )
    .sort((a, b) => compareText(a.change.path, b.change.path));
  const unsettled = explainUnsettled(conditions, {
    isSeen: Object.keys(actual).length > 0,
    differences: judged.length,
  });
  if (unsettled !== undefined)
    return toVerdict(
      { class: 'Unknown', reason: 'stale', message: `${ref.kind} ${ref.name} ${unsettled}` },
      conditions,
      unjudged,
    );
  return toVerdict(toFinding(compared, live, { judged, conditions }), conditions, unjudged);
}

function listFields(
  {
    compared,
    live,
    actual,
  }: { readonly compared: ManagedComparison; readonly live: KubeManifest; readonly actual: unknown },
  facts: readonly CloudFieldRow[],
): CloudDifferences {
  const entries = readManagedFields(live.metadata);
  const fields = { git: forProviderOf(compared.desired), spec: forProviderOf(live), actual };
  return listCloudDifferences(fields, {
    rows: listCloudRows(facts, live),
    isByProvider: (path) => {
      const writer = findWriter(entries, path, () => false);
      return writer === undefined || isOfficialWriter(writer.manager, live);
    },
  });
}

function forProviderOf({ spec }: KubeManifest): unknown {
  return isRecord(spec) ? spec['forProvider'] : undefined;
}

type Finding = Pick<Verdict, 'message' | 'reason'> &
  Partial<Pick<Verdict, 'changes'>> & { readonly class: VerdictClass };

function toFinding(
  { ref, previousName }: ManagedComparison,
  { metadata }: KubeManifest,
  {
    judged,
    conditions,
  }: { readonly judged: readonly JudgedChange[]; readonly conditions: ManagedConditions },
): Finding {
  const name = metadata.annotations?.[EXTERNAL_NAME];
  const isNew = previousName !== undefined && name !== undefined && name !== previousName;
  const isModified = judged.some(({ isOwned }) => isOwned);
  const verdict = isNew ? 'Recreated' : isModified ? 'Modified' : judged.length > 0 ? 'Extra' : 'InSync';
  const said = renderVerdictMessage({ ...ref, name: `${ref.name} in the cloud` }, verdict, judged);
  const notes = [conditions.synced, conditions.ready].flatMap((condition, at) =>
    condition === undefined || condition.status === 'True'
      ? []
      : [`${at === 0 ? 'Synced' : 'Ready'}=${condition.status} (${renderCondition(condition)})`],
  );
  return {
    class: verdict,
    changes: judged.map(({ change }) => change),
    message: [said, ...notes].join('; '),
  };
}

function toVerdict(
  { class: name, changes = [], message, reason }: Finding,
  { synced, ready }: Partial<ManagedConditions> = {},
  unjudged: readonly string[] = [],
): CloudVerdict {
  return {
    layer: 'cloud',
    class: name,
    changes,
    ...(reason === undefined ? {} : { reason }),
    message,
    isSynced: synced === undefined ? undefined : synced.status === 'True',
    isReady: ready === undefined ? undefined : ready.status === 'True',
    unjudged,
  };
}
