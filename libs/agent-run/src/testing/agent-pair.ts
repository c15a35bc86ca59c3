import type { RunningCluster } from '@atoll/cluster';
import type { GuardedRegion, Manifest } from './guarded-region.ts';
import { edit, listEvents, listRecords } from './read-guarded-region.ts';
import { type AgentProcess, startAgentProcess } from './start-agent-process.ts';
import { toShop } from './to-shop.ts';
import { writeUserKubeconfig } from './write-user-kubeconfig.ts';

/** Objects of a shop that a test drifts. */
export type ShopObject = 'map' | 'secret' | 'deployment';

/** A region with a shop, and its agents in processes of their own. */
export interface AgentPair {
  readonly region: GuardedRegion;
  /** Starts an agent that asks under a name of its own, through a proxy if one is given. */
  start(identity: string, proxyUrl?: string): Promise<AgentProcess>;
  /** Writes something into an object that Git does not have. */
  drift(object: ShopObject, value: number): Promise<void>;
  /** `<kind> <class>: <events of the history>`, sorted. */
  listTold(): Promise<readonly string[]>;
  /** What the records say is there now, by the values that {@link drift} has written, sorted. */
  listValues(): Promise<readonly string[]>;
  /** Names of the objects that Events are about, one an Event, sorted. */
  listEventNames(): Promise<readonly string[]>;
}

/** Publishes a shop for a region; agents come later. */
export async function setUpPair(cluster: RunningCluster, region: GuardedRegion): Promise<AgentPair> {
  const { map, secret, deployment, paths } = toShop(region);
  const shop: Readonly<Record<ShopObject, Manifest>> = { map, secret, deployment };
  await region.publish(Object.values(shop));
  return {
    region,
    async start(identity, proxyUrl) {
      const user = `${region.name}-${identity}`;
      const url = proxyUrl === undefined ? {} : { url: proxyUrl };
      const kubeconfig = await writeUserKubeconfig(cluster, { user, ...url });
      return startAgentProcess(region, { identity, words: { ATOLL_KUBECONFIG: kubeconfig } });
    },
    drift: (object, value) =>
      edit(cluster, paths[object], { body: toBody(object, value), manager: 'kubectl-edit' }),
    async listTold() {
      const records = await listRecords(region, cluster);
      return records
        .map(({ spec, status }) => {
          const history = (status?.history ?? []).map(({ event }) => event).join(' ');
          return `${spec.object.kind} ${status?.class ?? 'nothing'}: ${history}`;
        })
        .sort();
    },
    async listValues() {
      const records = await listRecords(region, cluster);
      return records
        .flatMap(({ status }) => status?.changes ?? [])
        .map(({ is }) => is.json ?? 'redacted')
        .sort();
    },
    async listEventNames() {
      const events = (await listEvents(region, cluster)) as readonly {
        readonly regarding: { readonly name: string };
      }[];
      return events.map(({ regarding }) => regarding.name).sort();
    },
  };
}

function toBody(object: ShopObject, value: number): unknown {
  if (object === 'map') return { data: { most: String(value) } };
  if (object === 'deployment') return { spec: { replicas: value } };
  return { data: { password: Buffer.from(`by hand ${value}`).toString('base64') } };
}
