/** How a proposal came out of a look at it. */
export type ProposalOutcome = 'merged' | 'settled' | 'deferred' | 'waiting' | 'refused';

/** Something that a watch did or met: one line of its log. Plain JSON, and never a secret. */
export type WatchEvent =
  | { readonly event: 'started'; readonly config: string; readonly repository: string }
  /** The config repository has another commit than before. */
  | { readonly event: 'config-moved'; readonly commit: string; readonly before: string | undefined }
  | { readonly event: 'config-unreachable'; readonly code: string; readonly detail: string }
  | { readonly event: 'config-reachable'; readonly commit: string }
  | {
      readonly event: 'proposal';
      readonly outcome: ProposalOutcome;
      readonly region: string;
      readonly branch: string;
      /** Commit of the proposal. */
      readonly commit: string;
      /** `ERR_PROPOSAL_…` of a refusal. */
      readonly code?: string;
      readonly detail: string;
      /** Commit that main got; of a merge alone. */
      readonly merge?: string;
    }
  /** The branches of agents could not be looked at; publishing goes on. */
  | { readonly event: 'proposals-failed'; readonly code: string; readonly detail: string }
  | {
      readonly event: 'published';
      /** Why it was time to. */
      readonly cause: PublishCause;
      readonly source: string;
      /** Undefined: nothing had changed. */
      readonly commit: string | undefined;
      readonly regions: readonly string[];
    }
  /** Something was kept from being published: a freeze, a loss without leave, a newer source. */
  | { readonly event: 'held'; readonly name: string; readonly reason: string; readonly detail: string }
  /** A file of the configuration is wrong; its region keeps its last rendering. */
  | { readonly event: 'problem'; readonly file: string; readonly code: string; readonly detail: string }
  | {
      readonly event: 'publish-failed';
      readonly cause: PublishCause;
      readonly code: string;
      readonly detail: string;
      /** When it is tried again, ISO 8601; undefined with `--once`. */
      readonly retryAt: string | undefined;
    }
  /** All that a watch does succeeds again, or for the first time. */
  | { readonly event: 'ready'; readonly lastSuccess: string }
  /** Something has failed since the last success. */
  | { readonly event: 'not-ready'; readonly lastSuccess: string | undefined; readonly lastError: string }
  | { readonly event: 'stopping' }
  | { readonly event: 'stopped' };

/** Why a publication was due. */
export type PublishCause = 'start' | 'config-moved' | 'time' | 'retry';
