/** A program: the agent with options of its environment, in a process of its own, so that it can be killed, paused and measured. */
import { parseAgentOptions, readOptionWords } from '../options/parse-agent-options.ts';
import { startAgent } from '../start-agent.ts';

const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());

const options = parseAgentOptions(readOptionWords(process.env), '0.0.0-test');
const agent = await startAgent(options, { stop: stop.signal, environment: process.env });
await agent.ended;
