import { compareText } from '@atoll/core';
import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { GUARD } from './guard-names.ts';

/** A person whom the guard lets through for a while. */
export interface GuardGrant {
  /** Name of the user in this cluster, whole, or `<kind>/<role>/*` for any session of a role. */
  readonly user: string;
  /** First instant after the grant, ISO 8601 in UTC; for people and the audit log, since the guard has no clock. */
  readonly until: string;
}

/** Who may write, and what is guarded. But for grants, a `*` at the end of an entry stands for any rest. */
export interface GuardLists {
  readonly namespace: string;
  /** Users who may always write, such as `system:serviceaccount:flux-system:kustomize-controller`. */
  readonly writers: readonly string[];
  /** Grants that are live; all others must not stand here. */
  readonly grants: readonly GuardGrant[];
  /** Kustomizations and HelmReleases whose objects are guarded, `<namespace>/<name>`. */
  readonly owners: readonly string[];
  /** Namespaces in which everything is guarded, whoever holds it, but events and what is kept by hand. */
  readonly homes: readonly string[];
  /** Namespaces that nobody else may delete, and in which nobody else may scale. */
  readonly places: readonly string[];
  /** What people keep in one of the homes, `<plural>/<name>` of the core group, such as `secrets/deploy`. */
  readonly byHand: readonly string[];
  /** What whoever is refused should do instead. */
  readonly remedy: string;
}

/** Adds the ConfigMap that bindings of the guard read; what is empty is left out. */
export function addGuardLists(chart: Chart, lists: GuardLists): void {
  const { namespace } = lists;
  // By name, since cdk8s sorts keys only as long as nobody tells it otherwise by its environment.
  const data = {
    byHand: renderLines(lists.byHand),
    grants: renderLines(lists.grants.map(({ user, until }) => `${until} ${user}`)),
    homes: renderLines(lists.homes),
    owners: renderLines(lists.owners),
    places: renderLines(lists.places),
    remedy: lists.remedy,
    writers: renderLines(lists.writers),
  };
  const filled = Object.entries(data).filter(([, text]) => text !== '');
  new kplus.ConfigMap(chart, 'guard-lists', {
    metadata: { name: GUARD, namespace },
    data: Object.fromEntries(filled),
  });
}

function renderLines(lines: readonly string[]): string {
  return [...new Set(lines)]
    .sort(compareText)
    .map((line) => `${line}\n`)
    .join('');
}
