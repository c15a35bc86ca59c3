import type { RegionConfig } from '@atoll/region-config';
import type { Window } from './region.ts';

type AgentBlock = RegionConfig['spec']['agent'];

/** Ranges that an agent may reach, by what stands there; absent ones are not configured. */
export type AgentEgress = AgentBlock['egress'];

/** Whom an agent tells. */
export type AgentWebhooks = AgentBlock['webhooks'];

/** A span in which nothing is published, and nothing is healed. */
export interface AgentFreeze {
  readonly name: string;
  /** First instant, RFC 3339 in UTC to the second. */
  readonly from: string;
  /** First instant after it, in the same form. */
  readonly until: string;
  readonly reason: string;
}

/** The agents of a region: the one in its own cluster, and what the one in the control cluster is told of it. */
export interface RegionAgent {
  /** Image in the region's own cluster, with its digest; undefined: there is no agent, and nothing of it is rendered. */
  readonly image: string | undefined;
  readonly access: AgentBlock['access'];
  readonly drift: AgentBlock['drift'];
  /** When what interrupts something may be healed. */
  readonly maintenance: { readonly timeZone: string; readonly windows: readonly Window[] };
  readonly freezes: readonly AgentFreeze[];
  readonly webhooks: AgentWebhooks;
  /** Undefined: it is not served. */
  readonly executionApi:
    | (Omit<NonNullable<AgentBlock['executionApi']>, 'audience'> & { readonly audience: string })
    | undefined;
  readonly egress: AgentEgress;
  /** The agent of the control cluster; undefined: there is none. */
  readonly control: { readonly access: AgentBlock['access']; readonly webhooks: AgentWebhooks } | undefined;
}
