import { hostname, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { type OptionWords, readOptionWords } from '@atoll/agent-run';
import { cacheFolderOf } from './cache-folder.ts';

/** What a person says on the command line; what is left out is taken from variables, or by default. */
export interface AgentFlags {
  readonly region?: string;
  readonly mode?: string;
  readonly scope?: string;
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly access?: string;
  readonly namespace?: string;
  readonly deployRepository?: string;
  readonly gitFolder?: string;
  readonly data?: string;
  readonly identity?: string;
  readonly host?: string;
  readonly healthPort?: string;
  readonly logLevel?: string;
}

/** Gives the options of the agent as words: those of the command line before variables, and these before defaults of a workstation. */
export function toOptionWords(
  flags: AgentFlags,
  environment: Readonly<Record<string, string | undefined>>,
): OptionWords {
  const { region, data, deployRepository, ...same } = flags;
  const words = readOptionWords(environment);
  return {
    mode: 'look',
    host: '127.0.0.1',
    healthPort: '0',
    identity: `${userInfo().username}@${hostname()}`,
    dataFolder: join(cacheFolderOf(environment), 'agent'),
    ...dropEmpty(words),
    ...dropEmpty({
      ...same,
      regions: region,
      dataFolder: data === undefined ? undefined : resolve(data),
      deployRepository: deployRepository === undefined ? undefined : toAddress(deployRepository),
    }),
  };
}

/** An option that is not given must not hide a default. */
function dropEmpty(words: OptionWords): OptionWords {
  return Object.fromEntries(Object.entries(words).filter(([, word]) => word !== undefined && word !== ''));
}

/** Git runs in another folder, from where a relative path leads elsewhere. */
function toAddress(repository: string): string {
  return /^[a-z+]+:\/\/|^[^/]+:/.test(repository) ? repository : resolve(repository);
}
