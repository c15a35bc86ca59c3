import type { RuleViolation } from '@atoll/cloud';
import type { AwsRegion } from './aws-region.ts';
import { listCloudNames } from './claim-names.ts';
import { initialStorageGib, STORAGE_STEP_GIB } from './database-storage.ts';

/** Shortest maintenance window of RDS, in minutes. */
const SHORTEST_WINDOW_MINUTES = 30;

/** Gives the broken rules about storage, windows and names. */
export function checkLimits(region: AwsRegion): readonly RuleViolation[] {
  return [...checkStorage(region), ...checkWindow(region), ...checkName(region), ...checkNameLengths(region)];
}

/** RDS wants room of a tenth before it grows the storage. Source: RDS User Guide, "storage autoscaling". */
function checkStorage(region: AwsRegion): readonly RuleViolation[] {
  const { initialGib, maxGib } = region.persistence;
  const initial = initialStorageGib(region);
  const least = Math.ceil((initial * 11) / 10);
  if (maxGib >= least) return [];
  const below =
    initial === initialGib
      ? ''
      : `, or less than ${STORAGE_STEP_GIB} (storage that may grow past it starts on it)`;
  return [
    {
      path: 'spec.persistence.storage.maxGib',
      code: 'ERR_CONFIG_STORAGE',
      message: `${maxGib} leaves the ${initial} GiB at creation no tenth to grow; write ${least} or more${below}.`,
    },
  ];
}

function checkWindow({ maintenance }: AwsRegion): readonly RuleViolation[] {
  const { minutes } = maintenance.window;
  if (minutes >= SHORTEST_WINDOW_MINUTES) return [];
  return [
    {
      path: 'spec.maintenance.window.minutes',
      code: 'ERR_CONFIG_WINDOW',
      message: `${minutes} is too short for RDS; write ${SHORTEST_WINDOW_MINUTES} or more.`,
    },
  ];
}

/** Source: RDS User Guide, constraints of DBInstanceIdentifier. */
function checkName({ name }: AwsRegion): readonly RuleViolation[] {
  if (!name.includes('--')) return [];
  const message = `${name} has two dashes in a row, which a database identifier cannot have; take one.`;
  return [{ path: 'metadata.name', code: 'ERR_CONFIG_AWS_NAME', message }];
}

function checkNameLengths(region: AwsRegion): readonly RuleViolation[] {
  return listCloudNames(region)
    .filter(({ name, limit }) => name.length > limit)
    .map(({ kind, name, limit }) => ({
      path: 'metadata.name',
      code: 'ERR_CONFIG_AWS_NAME',
      message: `makes the ${kind} ${name} of ${name.length} characters; AWS allows ${limit}, so take a shorter name.`,
    }));
}
