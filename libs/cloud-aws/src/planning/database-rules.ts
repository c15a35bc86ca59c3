import type { ChangeVerdict } from '@atoll/cloud';
import * as kinds from '../schemas/index.ts';
import type { ChangeRule } from './change-rule.ts';
import { isOlder, isShrunk } from './field-values.ts';

/** The page that says of each setting whether its change interrupts the database. */
const SETTINGS = 'RDS User Guide, "Settings for DB instances"';

const failover: ChangeVerdict = {
  effect: 'disruptive',
  reason: 'the database fails over to the other zone: a minute or two without connections',
  source: SETTINGS,
  heedsWindow: true,
};

/** What changes of the event store do. `applyImmediately` is rendered, so nothing waits for RDS' own window (design §4.9). */
export const databaseRules: readonly ChangeRule[] = [
  { kind: kinds.RdsInstance, fields: ['instanceClass'], verdict: failover },
  {
    kind: kinds.RdsInstance,
    fields: ['engineVersion'],
    when: ({ from, to }) => isOlder(to, from),
    verdict: {
      effect: 'refused',
      reason: 'a database never goes back to an older engine',
      remedy: 'restore a snapshot from before the upgrade in a new region',
      source: 'RDS User Guide, "Upgrades of the RDS for PostgreSQL DB engine"',
    },
  },
  {
    kind: kinds.RdsInstance,
    fields: ['engineVersion'],
    verdict: {
      effect: 'disruptive',
      reason: 'a major upgrade stops the database for minutes to hours, and there is no way back',
      source: 'RDS User Guide, "Upgrades of the RDS for PostgreSQL DB engine"',
      heedsWindow: true,
    },
  },
  {
    kind: kinds.RdsInstance,
    fields: ['allocatedStorage'],
    when: isShrunk,
    verdict: {
      effect: 'refused',
      reason: 'storage of a database only grows',
      remedy: 'take the change back; less storage is a restored copy in a new region',
      source: 'RDS API, ModifyDBInstance, AllocatedStorage',
    },
  },
  {
    kind: kinds.RdsInstance,
    fields: ['backupRetentionPeriod'],
    when: isShrunk,
    verdict: {
      effect: 'destructive',
      reason:
        'automated backups older than the new retention are deleted, and no restore reaches further back',
      source: 'RDS User Guide, "Backup retention period"',
    },
  },
  {
    kind: kinds.RdsInstance,
    fields: ['deletionProtection'],
    when: ({ to }) => to !== true,
    verdict: {
      effect: 'disruptive',
      reason: 'nothing but its policies keeps the database from being deleted any more',
      source: 'RDS User Guide, "Deletion protection"',
    },
  },
  {
    kind: kinds.RdsInstance,
    fields: ['identifier'],
    verdict: {
      effect: 'disruptive',
      reason: 'the database is renamed: its endpoint changes and clients lose it',
      source: 'RDS User Guide, "Renaming a DB instance"',
      heedsWindow: true,
    },
  },
  {
    kind: kinds.RdsInstance,
    fields: ['dbSubnetGroupName', 'parameterGroupName', 'port', 'multiAz', 'storageType'],
    verdict: {
      effect: 'disruptive',
      reason: 'the database restarts, or runs slower while its storage is converted',
      source: SETTINGS,
      heedsWindow: true,
    },
  },
  {
    kind: kinds.RdsParameterGroup,
    fields: ['parameter'],
    verdict: {
      effect: 'disruptive',
      reason: 'a static parameter takes effect with the next restart only',
      source: 'RDS User Guide, "Parameter groups for Amazon RDS"',
      heedsWindow: true,
    },
  },
];
