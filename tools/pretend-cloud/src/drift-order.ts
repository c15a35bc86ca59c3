import type { ObjectMatch } from './faults.ts';

/** A change in the cloud that no provider made. */
export interface DriftOrder {
  readonly match: ObjectMatch;
  /** Below `forProvider`, such as `scalingConfig.desiredSize` or `['tags', 'example.com/team']`; indices are numbers. */
  readonly path: string | readonly string[];
  /** `undefined` removes the field. */
  readonly value: unknown;
  /** Whether the provider is kept from putting it right; defaults to `false`: it does so at its next poll. */
  readonly hold?: boolean;
}
