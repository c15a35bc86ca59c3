import type { DetectionParts } from '../agent-parts.ts';
import type { AgentAudit } from '../audit/agent-audit.ts';
import type { AgentOptions } from '../options/agent-options.ts';
import type { RecordKeeper } from '../report/record-keeper.ts';
import { type ApiKeeper, createApiKeeper } from './api-keeper.ts';
import { createExecutionPort } from './create-execution-port.ts';
import { createReviewToken } from './review-token.ts';

/** What the API of an agent is made of. */
export interface ApiSources {
  readonly parts: DetectionParts;
  readonly keeper: RecordKeeper;
  readonly audit: AgentAudit;
}

/** Makes the API of an agent; it is served once the configuration of its region asks for it. */
export function startApi(options: AgentOptions, { parts, keeper, audit }: ApiSources): ApiKeeper {
  const { requests, connection, clock, metrics, log } = parts;
  const { namespace, scope: half } = options;
  return createApiKeeper({
    options,
    port: createExecutionPort({ requests, keeper, audit, namespace, half, clock }),
    reviewToken: createReviewToken(connection),
    metrics,
    log,
  });
}
