import { compareText } from '@atoll/core';
import { addControlGuardBindings, addGuardLists, addGuardPolicy } from '@atoll/platform';
import type { Chart } from 'cdk8s';
import { CLUSTER_ACCOUNT, FLUX_NAMESPACE, ROOT_ACCOUNT } from './flux-names.ts';
import { AGENT_USER, CROSSPLANE_NAMESPACE, fluxUsers, userOf } from './region-guard.ts';

/** What the guard of a control cluster depends on. */
export interface ControlClusterGuardProps {
  /** Accounts of its Kustomizations beside those that hand out rights. */
  readonly accounts: readonly string[];
  /** Users that its clouds run their machinery as. */
  readonly systemUsers: readonly string[];
  /** Further namespaces that nobody else may delete or scale in. */
  readonly places: readonly string[];
}

/** Charts of a control cluster that the guard stands in. */
export interface ControlClusterGuardCharts {
  /** Applied first: the rule. */
  readonly policy: Chart;
  /** Applied by another Kustomization, once the rule is there: where it looks, and the lists. */
  readonly guard: Chart;
}

/**
 * Adds the guard of a control cluster: the rule, where it looks, and the lists for what no region owns.
 *
 * No grant opens what the regions share, since grants are of regions: an administrator of the cluster takes the bindings
 * away instead, and Flux brings them back.
 */
export function addControlClusterGuard(
  charts: ControlClusterGuardCharts,
  { accounts, systemUsers, places }: ControlClusterGuardProps,
): void {
  addGuardPolicy(charts.policy);
  addControlGuardBindings(charts.guard, FLUX_NAMESPACE);
  addGuardLists(charts.guard, {
    namespace: FLUX_NAMESPACE,
    writers: [
      ...fluxUsers(),
      ...[CLUSTER_ACCOUNT, ROOT_ACCOUNT, ...accounts].map((account) => userOf(FLUX_NAMESPACE, account)),
      userOf(CROSSPLANE_NAMESPACE, '*'),
      AGENT_USER,
      ...[...new Set(systemUsers)].sort(compareText),
    ],
    grants: [],
    // The names of our Kustomizations in flux-system; others may use Flux in a control cluster, too.
    owners: ['atoll', 'atoll-*', 'region-*'].map((name) => `${FLUX_NAMESPACE}/${name}`),
    homes: [],
    places: [FLUX_NAMESPACE, CROSSPLANE_NAMESPACE, ...places],
    byHand: [],
    remedy:
      'Change the config repository and publish it; in an emergency see docs/how-to/break-the-glass.md.',
  });
}
