import type { KindDefinition } from '@atoll/typed-object';
import { bucketRows } from './bucket-rows.ts';
import { clusterRows } from './cluster-rows.ts';
import { persistenceRows } from './persistence-rows.ts';
import { dnsRows } from './dns-rows.ts';
import { identityRows } from './identity-rows.ts';
import type { KindRow } from './kind-row.ts';
import { networkRows } from './network-rows.ts';

/**
 * Every managed kind that this cloud renders, and the actions that provider-aws calls for each verb.
 *
 * A test holds that resource-kinds.ts and this table know the same kinds.
 */
export const kindRows: ReadonlyMap<KindDefinition<unknown>, KindRow> = new Map(
  [...identityRows, ...networkRows, ...clusterRows, ...persistenceRows, ...dnsRows, ...bucketRows].map(
    (row) => [row.kind, row],
  ),
);
