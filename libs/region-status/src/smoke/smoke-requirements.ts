import { computeRequirements } from './compute-requirements.ts';
import { networkRequirements } from './network-requirements.ts';
import { persistenceRequirements } from './persistence-requirements.ts';
import type { SmokeRequirement } from './smoke-requirement.ts';

/** Everything that a region must fulfil before it is Ready, in the order in which it is shown. */
export const smokeRequirements: readonly SmokeRequirement[] = [
  ...networkRequirements,
  ...computeRequirements,
  ...persistenceRequirements,
];
