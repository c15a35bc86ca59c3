export { type AgentLog, type LogLevel, logLevels } from './agent-log.ts';
export { AgentError, type AgentErrorCode } from './agent-error.ts';
export type { AgentOptions, AgentScope } from './options/agent-options.ts';
export { type OptionName, type OptionRow, optionRows } from './options/option-schema.ts';
export { type OptionWords, parseAgentOptions, readOptionWords } from './options/parse-agent-options.ts';
export { type RunningAgent, startAgent } from './start-agent.ts';
