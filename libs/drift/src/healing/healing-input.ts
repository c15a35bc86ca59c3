import type { DriftRecordSpec, HealClass, Verdict } from '@atoll/agent-model';
import type { KubeManifest } from '../manifest/kube-manifest.ts';
import type { StagedRef } from '../rules/match-object.ts';
import type { HealRow } from './cost/heal-row.ts';
import type { ActGuard } from './healing-decision.ts';
import type { HealingRules } from './healing-rules.ts';

/** What has to be so when something is done; each is asked for at the time of the decision. */
export interface HealingFences {
  /** The Lease is held for longer than the act takes. */
  readonly isLeader: boolean;
  readonly isViewFresh: boolean;
  /** The desired commit is not older than the last one acted on. */
  readonly isCommitCurrent: boolean;
}

/** What is known of the Kustomization that applies the object. */
export interface StageFacts {
  readonly isSuspended: boolean;
  /** Dearest class among the other drifted objects of the stage: Flux heals them in the same go. Absent: there are none. */
  readonly othersClass?: HealClass;
}

/** All that a decision about one object depends on beside what is remembered. */
export interface HealingInput {
  /** Milliseconds since 1970, of the wall clock. */
  readonly nowMs: number;
  readonly object: StagedRef;
  readonly desired: KubeManifest;
  readonly verdict: Verdict;
  /** Since when class and changes are what they are; milliseconds since 1970. */
  readonly sinceMs: number;
  /** Absent: there is no such object. */
  readonly live?: ActGuard;
  /** What people decided about it. */
  readonly record: Pick<DriftRecordSpec, 'acknowledged' | 'ignored' | 'healRequested'>;
  readonly rules: HealingRules;
  /** What healing costs in kinds of the cloud. */
  readonly facts: readonly HealRow[];
  readonly fences: HealingFences;
  readonly stage: StageFacts;
  /** Field manager of Flux, such as `kustomize-controller`: the one side of a fight. */
  readonly owner: string;
}
