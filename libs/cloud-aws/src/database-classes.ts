import type { DatabaseSize } from '@atoll/region-model';

/**
 * RDS instance class by size; vCPU and memory are those of `databaseSizes` in libs/region-model.
 *
 * "Our default persistence store is db.r6g.2xlarge with 8 vCPU and 64 GB RAM". Source: RDS "DB instance class types".
 */
export const databaseClasses: Readonly<Record<DatabaseSize['name'], string>> = {
  small: 'db.r6g.large',
  medium: 'db.r6g.xlarge',
  large: 'db.r6g.2xlarge',
  xlarge: 'db.r6g.4xlarge',
  '2xlarge': 'db.r6g.8xlarge',
};
