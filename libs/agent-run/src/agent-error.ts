import { AppError } from '@atoll/core';

/** Codes of {@link AgentError}. */
export type AgentErrorCode =
  /** `agent.json` is missing, is no JSON, or breaks its schema. */
  | 'ERR_AGENT_CONFIG'
  /** An option of the program is missing or wrong. */
  | 'ERR_AGENT_OPTIONS'
  /** The leadership ended before something was written that only a leader writes. */
  | 'ERR_AGENT_NOT_LEADER'
  /** A DriftRecord was made by somebody else meanwhile. */
  | 'ERR_AGENT_RECORD'
  /** A webhook gave no answer, or one that may be another later. */
  | 'ERR_AGENT_WEBHOOK'
  /** A webhook has no key to sign by. */
  | 'ERR_AGENT_WEBHOOK_KEY';

/** What keeps the agent from working; never holds a secret. */
export class AgentError extends AppError {
  declare readonly code: AgentErrorCode;

  constructor(code: AgentErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(code, message, options);
  }
}
