import { AGENT_CONFIG_KEY, AGENT_NAME, type AgentConfig } from '@atoll/agent-model';
import type { KubeObject } from '@atoll/kube';
import type { AgentLog } from '../agent-log.ts';
import type { GuardedHalf } from '../desired/guarded-half.ts';
import type { AgentOptions } from '../options/agent-options.ts';
import { codeOf } from '../code-of.ts';
import { createAgentConfigParser } from './parse-agent-config.ts';

/** Namespace of Flux in a region's own cluster. */
const FLUX_NAMESPACE = 'flux-system';

/** The halves that this process guards, as their ConfigMaps say. */
export interface GuardedHalves {
  /** Takes a ConfigMap `atoll-agent`; true when what is guarded, or how, changed. */
  note(configMap: KubeObject): boolean;
  /** A ConfigMap that is gone leaves its half guarded as it was. */
  list(): readonly GuardedHalf[];
  ofRegion(region: string): GuardedHalf | undefined;
}

/** Makes the set of no half yet. */
export function createGuardedHalves(
  { scope, regions, access }: Pick<AgentOptions, 'scope' | 'regions' | 'access'>,
  log: AgentLog,
): GuardedHalves {
  const parser = createAgentConfigParser();
  const byRegion = new Map<string, { readonly half: GuardedHalf; readonly text: string }>();
  const isOurs = ({ half, region }: AgentConfig) =>
    half === scope && (regions.length === 0 || regions.includes(region));
  const take = (
    config: AgentConfig,
    { namespace, text }: { readonly namespace: string; readonly text: string },
  ) => {
    const { region, half } = config;
    const ofFlux = half === 'region' ? FLUX_NAMESPACE : namespace;
    byRegion.set(region, { half: { region, half, namespace: ofFlux, config }, text });
    const { policy } = config.drift;
    log.info('a half is guarded', { region, half, policy });
    const isHealing = policy === 'flux' || policy === 'apply';
    if (isHealing && access === 'read-only')
      log.warn('the policy asks for more than the account of the agent may do: it only tells people', {
        region,
        policy,
        access,
      });
  };
  return {
    note(configMap) {
      const { namespace = '', name } = configMap.metadata;
      if (name !== AGENT_NAME) return false;
      const text = (configMap['data'] as Readonly<Record<string, string>> | undefined)?.[AGENT_CONFIG_KEY];
      try {
        const config = parser.parse(text, `ConfigMap ${namespace}/${name}`);
        if (!isOurs(config) || byRegion.get(config.region)?.text === text) return false;
        take(config, { namespace, text: text ?? '' });
        return true;
      } catch (error) {
        const detail = error instanceof Error ? error.message : '';
        log.error('a configuration cannot be used; the last good one stays', {
          namespace,
          code: codeOf(error),
          detail,
        });
        return false;
      }
    },
    list: () => [...byRegion.values()].map(({ half }) => half),
    ofRegion: (region) => byRegion.get(region)?.half,
  };
}
