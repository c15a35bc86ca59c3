import { AGENT_CONFIG_KEY, AGENT_NAME, type AgentConfig, agentConfigSchema } from '@atoll/agent-model';
import { Ajv, type ValidateFunction } from 'ajv';
import { AgentError } from '../agent-error.ts';

/** Reads `agent.json`; compiled once. */
export interface AgentConfigParser {
  /**
   * @param text JSON as synth rendered it
   * @param place where it stands, for the message, such as `ConfigMap atoll-system/atoll-agent`
   * @throws AgentError ERR_AGENT_CONFIG, with every broken rule
   */
  parse(text: string | undefined, place: string): AgentConfig;
}

/** Makes a parser. */
export function createAgentConfigParser(): AgentConfigParser {
  const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(
    agentConfigSchema,
  );
  return { parse: (text, place) => parse(text, place, validate) };
}

function parse(text: string | undefined, place: string, validate: ValidateFunction): AgentConfig {
  if (text === undefined) {
    throw new AgentError(
      'ERR_AGENT_CONFIG',
      `${place} has no key ${AGENT_CONFIG_KEY}: synth renders it into stage agent. Publish the region, or look why Flux does not apply ${AGENT_NAME}.`,
    );
  }
  const value = parseJson(text, place);
  if (validate(value)) return value as AgentConfig;
  const faults = (validate.errors ?? []).map(
    ({ instancePath, message = 'is wrong' }) =>
      `${instancePath === '' ? 'the whole' : instancePath} ${message}`,
  );
  throw new AgentError(
    'ERR_AGENT_CONFIG',
    `${place}, key ${AGENT_CONFIG_KEY}: ${faults.join('; ')}. Agent and generator are of different releases, or somebody edited it: publish with the release of the agent.`,
  );
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AgentError(
      'ERR_AGENT_CONFIG',
      `${place}, key ${AGENT_CONFIG_KEY}: is no JSON. Publish the region again.`,
    );
  }
}
