import { join } from 'node:path';
import type { DetectionParts } from '../agent-parts.ts';
import type { AgentOptions } from '../options/agent-options.ts';
import { type AgentAudit, createAgentAudit } from './agent-audit.ts';

/** The audit of an agent, with what it records of itself. */
export interface RunningAudit extends AgentAudit {
  /** The leadership was gained or lost. */
  noteLeadership(change: { readonly isLeader: boolean; readonly reason: string }): void;
}

/** Opens the audit of an agent: only who leads records, so that a half has one chain as long as one Pod leads. */
export function startAudit(
  { dataFolder, auditFolder, identity }: Pick<AgentOptions, 'dataFolder' | 'auditFolder' | 'identity'>,
  { halves, clock, metrics, log }: Pick<DetectionParts, 'halves' | 'clock' | 'metrics' | 'log'>,
): RunningAudit {
  const audit = createAgentAudit({ folder: auditFolder ?? join(dataFolder, 'audit'), clock, metrics, log });
  if (auditFolder === undefined)
    log.warn('the audit log goes with the data folder; name a folder that stays in ATOLL_AUDIT_FOLDER');
  let wasLeader = false;
  return {
    ...audit,
    noteLeadership({ isLeader, reason }) {
      if (isLeader === wasLeader) return;
      wasLeader = isLeader;
      for (const { region, half } of halves.list())
        audit.record(
          { region, half },
          {
            actor: `agent:${identity}`,
            action: isLeader ? 'leader.gain' : 'leader.lose',
            subject: `${region}/${half}`,
            outcome: 'done',
            detail: isLeader ? { identity } : { identity, reason },
          },
        );
    },
  };
}
