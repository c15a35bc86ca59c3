import { discoverResources } from '@atoll/kube';
import type { AgentAssembly } from './assemble-agent.ts';
import { codeOf } from './code-of.ts';
import { createOddRules } from './config/odd-rules.ts';
import { createRegionReporter } from './report/region-reporter.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';

/** Starts what an agent does again and again. */
export function startSchedule(agent: AgentAssembly): Scheduler {
  const { parts, view, healer, api } = agent;
  const regions = createRegionReporter(agent);
  const oddRules = createOddRules(parts);
  const scheduler = createScheduler(
    [
      { name: 'fetch', cron: '0 * * * * *', jitterMs: 10_000, run: () => view.fetchAll() },
      { name: 'discovery', cron: '30 * * * * *', jitterMs: 5_000, run: () => refreshKinds(agent) },
      { name: 'rules', cron: '20 * * * * *', jitterMs: 0, run: async () => oddRules.tell() },
      { name: 'healing', cron: '15 * * * * *', jitterMs: 5_000, run: async () => healer?.considerAll() },
      { name: 'api', cron: '45 * * * * *', jitterMs: 5_000, run: () => api.keep(parts.halves.list()) },
      { name: 'region-status', cron: '*/30 * * * * *', jitterMs: 2_000, run: () => regions.report() },
    ],
    { log: parts.log, random: Math.random },
  );
  scheduler.start();
  return scheduler;
}

/** New CRDs bring new kinds: what is wanted of them can be watched from then on. */
export async function refreshKinds({ parts, view }: Pick<AgentAssembly, 'parts' | 'view'>): Promise<void> {
  const { kinds, connection, log } = parts;
  try {
    kinds.replace(await discoverResources(connection));
    view.replan();
  } catch (error) {
    log.warn('discovery failed; it is tried again', { code: codeOf(error) });
  }
}
