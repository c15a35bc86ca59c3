import type { AgentConfig } from '@atoll/agent-model';
import type { Half } from './desired-object.ts';

/** One half of one region, and what synth says about how it is to be guarded. */
export interface GuardedHalf {
  readonly region: string;
  readonly half: Half;
  /** Namespace of its Kustomizations: `flux-system`, or `region-<name>` in a control cluster. */
  readonly namespace: string;
  readonly config: AgentConfig;
}
