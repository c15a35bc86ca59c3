import type { SmokeFacts } from './smoke-facts.ts';

/** What is wrong, and what a person does about it. */
export interface SmokeFault {
  readonly message: string;
  readonly remedy: string;
}

/** One thing that a region must fulfil before anything is deployed to it. */
export interface SmokeRequirement {
  /** Stable, as in the status of a Region. */
  readonly id: string;
  readonly title: string;
  /** The sentence that demands it. */
  readonly source: string;
  /** Facts without which it is unknown. */
  readonly needs: readonly (keyof SmokeFacts)[];
  /** Whether a region waits until it was observed; where clusters cannot see it by themselves it does not. */
  readonly isAwaited: boolean;
  /** Gives what is wrong, or `undefined`; called only when every needed fact is known. */
  readonly check: (facts: SmokeFacts, now: Date) => SmokeFault | undefined;
}

/** What a requirement came to. `unknown` is never `passed`. */
export interface SmokeResult {
  readonly id: string;
  readonly title: string;
  readonly result: 'passed' | 'failed' | 'unknown';
  /** What is wrong, or why it is unknown; of a requirement that passed, its title. */
  readonly message: string;
  /** Empty for a requirement that passed. */
  readonly remedy: string;
  readonly isAwaited: boolean;
}
