/** One entry of `Kustomization.spec.healthCheckExprs`. */
export interface HealthCheck {
  readonly apiVersion: string;
  readonly kind?: string;
  /** CEL over the object; true means that it is as it should be. */
  readonly current: string;
}

/**
 * Says that a condition holds.
 *
 * `exists`, not `filter(…).all(…)`: the latter is true on an empty list, that is, before the controller has looked.
 */
function holds(type: string): string {
  return `status.conditions.exists(c, c.type == '${type}' && c.status == 'True')`;
}

/** A managed resource is current when the cloud has it and it equals the spec. */
const MANAGED_RESOURCE_CURRENT = `${holds('Ready')} && ${holds('Synced')}`;

/** A package is current when its revision runs. */
const PACKAGE_CURRENT = `${holds('Installed')} && ${holds('Healthy')}`;

/**
 * Gives the health checks of managed resources: one an API group, since Flux matches by group.
 *
 * There is no `failed` expression: Ready=False and Synced=False are normal for minutes, while a reference resolves.
 *
 * @param apiVersions `<group>/<version>` of each group in use
 */
export function checkManagedResources(apiVersions: readonly string[]): readonly HealthCheck[] {
  return apiVersions.map((apiVersion) => ({ apiVersion, current: MANAGED_RESOURCE_CURRENT }));
}

/** Gives the health check of Crossplane's packages, which say Healthy where others say Ready. */
export function checkProviders(): readonly HealthCheck[] {
  return [{ apiVersion: 'pkg.crossplane.io/v1', kind: 'Provider', current: PACKAGE_CURRENT }];
}
