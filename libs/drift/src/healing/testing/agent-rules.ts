import type { AgentConfig } from '@atoll/agent-model';

/** The part of `agent.json` that healing reads. */
export type AgentRules = Pick<AgentConfig, 'drift' | 'maintenance' | 'freezes'>;

/** Gives the part of `agent.json` that healing reads: policy apply, and a window on Tuesdays from 02:00 to 04:00 UTC. */
export function toAgentRules({
  drift,
  ...rest
}: Partial<Omit<AgentRules, 'drift'>> & { readonly drift?: Partial<AgentRules['drift']> } = {}): AgentRules {
  return {
    drift: { policy: 'apply', overrides: [], ignore: [], elastic: [], pauses: [], ...drift },
    maintenance: { timeZone: 'UTC', windows: [{ day: 'tue', start: '02:00', minutes: 120 }] },
    freezes: [],
    ...rest,
  };
}
