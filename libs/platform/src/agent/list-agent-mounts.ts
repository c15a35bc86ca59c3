import type { AgentWorkload } from './agent-workload.ts';

/** Mirrors of the deploy repository: one branch of one region is a few megabytes, a control cluster has thousands. */
const DATA_MEBIBYTES = { region: 1_024, 'control-plane': 8_192 } as const;

/** A folder of the agent's container. */
export interface AgentMount {
  /** Name of the volume. */
  readonly volume: string;
  readonly path: string;
  readonly source:
    | { readonly kind: 'empty'; readonly limitMebibytes: number }
    | { readonly kind: 'secret'; readonly secretName: string };
}

/** Gives the folders of the agent's container: the root of its file system is never written to. */
export function listAgentMounts({
  scope,
  gitSecret,
  webhooks,
  tlsSecret,
}: Pick<AgentWorkload, 'scope' | 'gitSecret' | 'webhooks' | 'tlsSecret'>): readonly AgentMount[] {
  const secret = (volume: string, path: string, secretName: string): AgentMount => ({
    volume,
    path,
    source: { kind: 'secret', secretName },
  });
  return [
    { volume: 'data', path: '/data', source: { kind: 'empty', limitMebibytes: DATA_MEBIBYTES[scope] } },
    { volume: 'tmp', path: '/tmp', source: { kind: 'empty', limitMebibytes: 64 } },
    ...(gitSecret === undefined ? [] : [secret('git', '/secrets/git', gitSecret)]),
    ...(tlsSecret === undefined ? [] : [secret('tls', '/secrets/tls', tlsSecret)]),
    ...webhooks.map(({ name, secretName }) =>
      secret(`webhook-${name}`, `/secrets/webhooks/${name}`, secretName),
    ),
  ];
}
