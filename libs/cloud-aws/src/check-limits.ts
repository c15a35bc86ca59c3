import type { RuleViolation } from '@atoll/cloud';
import type { AwsRegion } from './aws-region.ts';
import { listCloudNames } from './claim-names.ts';
import { STORAGE_STEP_GIB } from './database-storage.ts';

/** Shortest maintenance window of RDS, in minutes. */
const SHORTEST_WINDOW_MINUTES = 30;

/** Gives the broken rules about storage, windows and names. */
export function checkLimits(region: AwsRegion): readonly RuleViolation[] {
  return [...checkStorage(region), ...checkWindow(region), ...checkName(region), ...checkNameLengths(region)];
}

/** RDS wants room of a tenth before it grows the storage. Source: RDS User Guide, "storage autoscaling". */
function checkStorage({ persistence }: AwsRegion): readonly RuleViolation[] {
  const { initialGib, maxGib } = persistence;
  const code = 'ERR_CONFIG_STORAGE';
  const least = Math.ceil((initialGib * 11) / 10);
  if (maxGib < least) {
    const message = `${maxGib} leaves the ${initialGib} GiB at creation no tenth to grow; write ${least} or more.`;
    return [{ path: 'spec.persistence.storage.maxGib', code, message }];
  }
  if (initialGib >= STORAGE_STEP_GIB || maxGib < STORAGE_STEP_GIB) return [];
  const message = `${initialGib} cannot grow past ${STORAGE_STEP_GIB} GiB, where gp3 changes its performance; write ${STORAGE_STEP_GIB} or more, or a maxGib below it.`;
  return [{ path: 'spec.persistence.storage.initialGib', code, message }];
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
