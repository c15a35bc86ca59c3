import { AppError } from '@atoll/core';
import { parseAgentOptions, readOptionWords, startAgent } from '@atoll/agent-run';
import { AGENT_VERSION } from './agent-version.ts';

/** Exit codes as of the CLI: 1 failed, 64 wrong options. */
const [FAILED, USAGE] = [1, 64];

process.exitCode = await run();

/** Runs until the system asks to end; the first request is heeded, further ones change nothing. */
async function run(): Promise<number> {
  try {
    const options = parseAgentOptions(readOptionWords(process.env), AGENT_VERSION);
    const stop = new AbortController();
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop.abort());
    const agent = await startAgent(options, { stop: stop.signal, environment: process.env });
    await agent.ended;
    return 0;
  } catch (error) {
    // What nobody foresaw has no words of ours, and its own may hold anything: only its kind is told.
    const [code, message] =
      error instanceof AppError
        ? [error.code, error.message]
        : ['ERR_UNEXPECTED', String((error as Error)?.name)];
    process.stderr.write(
      `${JSON.stringify({ level: 'error', message: 'the agent cannot start', code, detail: message })}\n`,
    );
    return code === 'ERR_AGENT_OPTIONS' ? USAGE : FAILED;
  }
}
