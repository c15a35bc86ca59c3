import type { ControlClusterNeeds } from '@atoll/cloud';
import { DeploymentRuntimeConfig, Provider } from '@atoll/crossplane';
import { type KindDefinition, kubernetesKinds, TypedObject } from '@atoll/typed-object';
import type { Chart } from 'cdk8s';
import { FAMILY_PACKAGE, providerPackageOf, renderPackage } from './provider-package.ts';
import type { AwsOrganizationSpec } from './spec-schema.ts';

/** Name of the runtime config, and of the ServiceAccount of every provider of the family. */
const RUNTIME_CONFIG = 'atoll-provider-aws';

/** Namespace that Crossplane runs its providers in. */
const CROSSPLANE_NAMESPACE = 'crossplane-system';

/** Time between two looks at each resource in the cloud; the provider's own default, written down. */
const POLL_INTERVAL = '10m';

/** Reconciliations a second of one provider; the provider's own default, written down. */
const MAX_RECONCILE_RATE = 100;

/** What a control cluster needs of AWS. */
export type AwsControlClusterNeeds = ControlClusterNeeds & { readonly organization: AwsOrganizationSpec };

/**
 * Adds the providers of the API groups in use, the family package and their runtime config to a control cluster.
 *
 * All of them run as one ServiceAccount, whose IAM role (IRSA) is the only principal that a Deployment role trusts. The
 * account is ours and only named in the runtime config: one that Crossplane makes is claimed by every provider in turn,
 * without end. Source: crossplane/crossplane#7769 and #4925.
 */
export function buildControlCluster(chart: Chart, needs: AwsControlClusterNeeds): void {
  addServiceAccount(chart, needs.organization);
  addRuntimeConfig(chart);
  for (const name of new Set([FAMILY_PACKAGE, ...needs.groups.map(providerPackageOf)])) {
    new TypedObject(chart, name, Provider, {
      name,
      spec: {
        package: renderPackage(needs.organization.providers, name),
        runtimeConfigRef: { name: RUNTIME_CONFIG },
      },
    });
  }
}

function addServiceAccount(chart: Chart, organization: AwsOrganizationSpec): void {
  const kind = kubernetesKinds.find((candidate) => candidate.kind === 'ServiceAccount');
  new TypedObject(chart, 'service-account', kind as KindDefinition<unknown>, {
    name: RUNTIME_CONFIG,
    namespace: CROSSPLANE_NAMESPACE,
    annotations: { 'eks.amazonaws.com/role-arn': organization.controlPlaneRoleArn },
    spec: undefined,
  });
}

function addRuntimeConfig(chart: Chart): void {
  new TypedObject(chart, 'runtime-config', DeploymentRuntimeConfig, {
    name: RUNTIME_CONFIG,
    spec: {
      deploymentTemplate: {
        spec: {
          // Crossplane fills it in, but the schema demands the field.
          selector: {},
          template: {
            spec: {
              serviceAccountName: RUNTIME_CONFIG,
              containers: [
                {
                  name: 'package-runtime',
                  args: [`--poll=${POLL_INTERVAL}`, `--max-reconcile-rate=${MAX_RECONCILE_RATE}`],
                },
              ],
            },
          },
        },
      },
    },
  });
}
