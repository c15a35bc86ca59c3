import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import {
  type ExecutionApi,
  type ExecutionObserver,
  type ExecutionPort,
  type ReviewToken,
  startExecutionApi,
} from '@atoll/execution-api';
import type { AgentLog } from '../agent-log.ts';
import type { AgentMetrics } from '../agent-metrics.ts';
import { codeOf } from '../code-of.ts';
import type { GuardedHalf } from '../desired/guarded-half.ts';
import type { AgentOptions } from '../options/agent-options.ts';

/** Serves the Execution API as the configuration of the guarded region says; what keeps it from that is said, and tried again. */
export interface ApiKeeper {
  /** Brings the server to what is configured now: harmless while it is. */
  keep(halves: readonly GuardedHalf[]): Promise<void>;
  /** Where it is served; undefined: nowhere. */
  url(): string | undefined;
  stop(): Promise<void>;
}

/** What serving takes. */
export interface ApiKeeperOptions {
  readonly options: Pick<AgentOptions, 'host' | 'apiPort' | 'tlsFolder' | 'version'>;
  readonly port: ExecutionPort;
  readonly reviewToken: ReviewToken;
  readonly metrics: Pick<AgentMetrics, 'apiRequests'>;
  readonly log: AgentLog;
}

/** What is served, by whose tokens. */
interface Served {
  readonly region: string;
  readonly config: NonNullable<GuardedHalf['config']['executionApi']>;
}

/** Makes a keeper that serves nothing yet. */
export function createApiKeeper(tools: ApiKeeperOptions): ApiKeeper {
  const { log, options } = tools;
  let api: ExecutionApi | undefined;
  let served: Served | undefined;
  /** One change at a time. */
  let turn: Promise<void> = Promise.resolve();
  const bringTo = async (wanted: Served | undefined): Promise<void> => {
    if (api !== undefined && isDeepStrictEqual(wanted, served)) return;
    await api?.close();
    api = undefined;
    served = wanted;
    if (wanted === undefined) return;
    try {
      api = await startExecutionApi(toApiOptions(tools, wanted));
      log.info('the Execution API is served', { region: wanted.region, port: api.address.port });
    } catch (error) {
      log.error('the Execution API cannot be served; it is tried again', {
        region: wanted.region,
        code: codeOf(error),
        detail: error instanceof Error ? error.message : '',
      });
    }
  };
  const take = (wanted: Served | undefined): Promise<void> => {
    turn = turn.then(() => bringTo(wanted));
    return turn;
  };
  return {
    keep: (halves) => take(options.apiPort === undefined ? undefined : findServed(halves)),
    url: () => (api === undefined ? undefined : `https://${options.host}:${api.address.port}`),
    stop: () => take(undefined),
  };
}

/** Only the agent of a region's own cluster serves, and it guards one region. */
function findServed(halves: readonly GuardedHalf[]): Served | undefined {
  for (const { region, config } of halves) {
    if (config.executionApi !== undefined) return { region, config: config.executionApi };
  }
  return undefined;
}

function toApiOptions(
  { options, port, reviewToken, metrics, log }: ApiKeeperOptions,
  { region, config }: Served,
): Parameters<typeof startExecutionApi>[0] {
  const { audience, issuer, jwksUrl, viewerGroups, operatorGroups } = config;
  const folder = options.tlsFolder ?? '';
  return {
    listen: { host: options.host, port: options.apiPort ?? 0 },
    tls: { certificateFile: join(folder, 'tls.crt'), keyFile: join(folder, 'tls.key') },
    authentication: {
      audiences: { [region]: audience },
      reviewToken,
      ...(issuer === undefined || jwksUrl === undefined ? {} : { jwt: { issuer, jwksUrl } }),
      groups: { viewer: viewerGroups, operator: operatorGroups },
    },
    port,
    observer: toObserver(metrics, log),
    version: options.version,
  };
}

function toObserver(metrics: Pick<AgentMetrics, 'apiRequests'>, log: AgentLog): ExecutionObserver {
  return {
    onAnswer({ operationId, status, ...answered }) {
      metrics.apiRequests.inc({ operation: operationId, status: String(status) });
      log.info('a request was answered', { operation: operationId, status, ...answered });
    },
    onWarning: (message, fields) => log.warn('the Execution API warns', { ...fields, detail: message }),
  };
}
