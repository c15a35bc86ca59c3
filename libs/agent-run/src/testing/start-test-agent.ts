import { parseAgentOptions, readOptionWords } from '../options/parse-agent-options.ts';
import { type RunningAgent, startAgent } from '../start-agent.ts';
import type { GuardedRegion } from './guarded-region.ts';

/** An agent that a test has started. */
export interface TestAgent extends RunningAgent {
  /** `ready`, or what it waits for. */
  readReadiness(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts the agent of a region in this process, on free ports of 127.0.0.1. */
export async function startTestAgent(
  region: Pick<GuardedRegion, 'name' | 'agentNamespace' | 'dataFolder'>,
  words: Readonly<Record<string, string>>,
): Promise<TestAgent> {
  const options = parseAgentOptions(
    readOptionWords({
      ATOLL_REGIONS: region.name,
      ATOLL_IDENTITY: 'agent-0',
      ATOLL_NAMESPACE: region.agentNamespace,
      ATOLL_DATA: region.dataFolder,
      ATOLL_HOST: '127.0.0.1',
      ATOLL_HEALTH_PORT: '0',
      ATOLL_LOG_LEVEL: 'silent',
      ...words,
    }),
    '0.0.0-test',
  );
  const controller = new AbortController();
  const agent = await startAgent(options, { stop: controller.signal, environment: process.env });
  return {
    ...agent,
    async readReadiness() {
      const answer = await fetch(`${agent.healthUrl}/readyz`);
      return answer.status === 200 ? 'ready' : await answer.text();
    },
    async stop() {
      controller.abort();
      await agent.ended;
    },
  };
}
