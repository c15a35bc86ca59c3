import type { UnhealableCode } from './cost/explain-unhealable.ts';

/** What an agent can do about a drifted object. */
export type HealingAct = 'askFlux' | 'apply' | 'recreate';

/** Why nothing is done, and will not be until something else changes. */
export type NoHealingCode =
  | UnhealableCode
  | 'view-stale'
  | 'not-leader'
  | 'commit-behind'
  | 'identity-unknown'
  | 'ignored'
  | 'policy-observe'
  | 'policy-notify'
  | 'flux-suspended'
  | 'destructive'
  | 'stage-destructive'
  | 'fight'
  | 'needs-apply'
  | 'no-window';

/** Why nothing is done yet. */
export type WaitCode =
  | 'ignored'
  | 'paused'
  | 'frozen'
  | 'window'
  | 'stage-window'
  | 'settling'
  | 'backoff'
  | 'breaker-open';

/** Why something is done. */
export type ActCode = 'policy' | 'requested' | 'flux-did-not-help' | 'beyond-flux' | 'stage-held-back';

/** The object that is acted on; both are needed: a resource version alone lets one that is gone be created again. */
export interface ActGuard {
  readonly uid: string;
  readonly resourceVersion: string;
}

/** What is done about an object now, each with one sentence for a person and a code that stays the same. */
export type HealingDecision = { readonly reason: string } & (
  | { readonly action: 'none'; readonly code: NoHealingCode }
  | {
      readonly action: 'wait';
      /** Milliseconds since 1970 at which to decide again. */
      readonly untilMs: number;
      readonly code: WaitCode;
    }
  | {
      readonly action: 'askFlux';
      readonly code: ActCode;
      readonly stage: string;
      /** Paths that stay, as Flux leaves them to the manager that added them. */
      readonly leaves: readonly string[];
    }
  | { readonly action: 'apply'; readonly code: ActCode; readonly guard: ActGuard }
  | {
      readonly action: 'recreate';
      readonly code: ActCode;
      /** The object that is deleted first; absent: there is none. */
      readonly replaces?: ActGuard;
    }
);

/** A decision that stops healing for now. */
export type HealingStop = Extract<HealingDecision, { readonly action: 'none' | 'wait' }>;
