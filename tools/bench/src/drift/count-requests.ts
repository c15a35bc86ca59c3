import type { RunningCluster } from '@atoll/cluster';
import { COLLECTIONS } from './object-set.ts';

/** A watch is one request for hours. */
const NOT_COUNTED = 'WATCH';

/** Gives how many requests about the kinds of the set the API server has answered so far. */
export async function countRequests({ request }: RunningCluster): Promise<number> {
  const { text } = await request('GET', '/metrics');
  const plurals = new Set<string>(COLLECTIONS.map(({ plural }) => plural));
  return text
    .split('\n')
    .filter((line) => line.startsWith('apiserver_request_total{'))
    .map((line) => ({
      verb: /verb="([^"]*)"/.exec(line)?.[1] ?? '',
      resource: /resource="([^"]*)"/.exec(line)?.[1] ?? '',
      count: Number(line.slice(line.lastIndexOf(' ') + 1)),
    }))
    .filter(({ verb, resource }) => verb !== NOT_COUNTED && plurals.has(resource))
    .reduce((sum, { count }) => sum + count, 0);
}
