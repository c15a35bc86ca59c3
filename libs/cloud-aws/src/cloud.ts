import { defineCloud, type StageCharts } from '@atoll/cloud';
import { karpenterSchemas } from '@atoll/platform';
import { adoptableFields } from './adoptable-fields.ts';
import type { AwsRegion } from './aws-region.ts';
import { bootstrapBundle } from './bootstrap-bundle/bootstrap-bundle.ts';
import { addBootstrap, kubeconfigSecretOf } from './bootstrap.ts';
import { addBuckets } from './buckets.ts';
import { checkRegion } from './check-region.ts';
import { claimNames } from './claim-names.ts';
import { addCluster } from './cluster.ts';
import { buildControlCluster } from './control-cluster.ts';
import { decommission } from './decommission/decommission.ts';
import { addDns } from './dns.ts';
import { grants } from './grants.ts';
import { access } from './iam/access/access.ts';
import { addClusterAccess } from './iam/cluster-access.ts';
import { addIdentity } from './iam/identity.ts';
import { addElasticNodes } from './karpenter.ts';
import { addKeys } from './keys.ts';
import { lint } from './lint.ts';
import { lintAll } from './lint-all.ts';
import { listOwnerTasks } from './list-owner-tasks.ts';
import { listWaits } from './list-waits.ts';
import { addNetwork } from './network.ts';
import { observedKinds } from './observed-kinds.ts';
import { addPersistence } from './persistence.ts';
import { planning } from './planning/planning.ts';
import { providerAwsSchemas } from './schemas/index.ts';
import {
  type AwsObservedSpec,
  type AwsOrganizationSpec,
  type AwsRegionSpec,
  awsObservedSchema,
  awsOrganizationSchema,
  awsRegionSchema,
} from './spec-schema.ts';
import { awsSubjectSchema } from './subject-schema.ts';
import { toObserved } from './to-observed.ts';
import { toSmokeFacts } from './to-smoke-facts.ts';
import { users } from './users.ts';

/** Everything that Atoll knows about Amazon Web Services. */
export const aws = defineCloud<AwsRegionSpec, AwsOrganizationSpec, AwsObservedSpec>({
  name: 'aws',
  schemas: {
    cloud: 'aws',
    region: awsRegionSchema,
    organization: awsOrganizationSchema,
    observed: awsObservedSchema,
    subject: awsSubjectSchema,
  },
  schemaSets: [providerAwsSchemas, karpenterSchemas],
  checkRegion,
  accountOf: (region) => region.cloudSpec.account,
  kubeconfigSecretOf,
  claimNames,
  listWaits,
  listOwnerTasks,
  build,
  buildControlCluster,
  lint,
  lintAll,
  observedKinds,
  toObserved,
  toSmokeFacts,
  planning,
  access,
  users,
  grants,
  bootstrapBundle,
  decommission,
  adoptableFields,
});

function build(stages: StageCharts, region: AwsRegion): void {
  addIdentity(stages, region);
  addNetwork(stages, region);
  addKeys(stages, region);
  addCluster(stages, region);
  addClusterAccess(stages, region);
  addPersistence(stages, region);
  addDns(stages, region);
  addBuckets(stages, region);
  addBootstrap(stages, region);
  addElasticNodes(stages, region);
}
