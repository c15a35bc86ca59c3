import type { AwsRegion } from './aws-region.ts';
import { keyFields } from './key-fields.ts';
import type { RdsInstanceSpec } from './schemas/index.ts';

/**
 * Step of RDS for PostgreSQL on gp3, in GiB: from here on an instance has 12,000 IOPS, below it 3,000.
 *
 * The provider writes the IOPS that it observes into the spec (late initialization), so an instance that grows across the
 * step would be asked for its old 3,000 for ever, which RDS refuses: whatever may grow across it has to start on it, and checkRegion sees to that.
 * Source: RDS User Guide "gp3 storage"; hashicorp/terraform-provider-aws#28382 and #28271.
 */
export const STORAGE_STEP_GIB = 400;

/** Gives the storage fields of the instance: encrypted gp3 that grows by itself up to the ceiling. */
export function databaseStorage(region: AwsRegion): Partial<RdsInstanceSpec['forProvider']> {
  return {
    storageType: 'gp3',
    allocatedStorage: region.persistence.initialGib,
    maxAllocatedStorage: region.persistence.maxGib,
    storageEncrypted: true,
    ...keyFields(region, 'kmsKeyId'),
  };
}
