import type { SmokeRequirement } from './smoke-requirement.ts';

const MS_A_MINUTE = 60_000;
const DATABASE_RPO_MINUTES = 5;
const KUBERNETES_RPO_MINUTES = 60;
const MIN_RETENTION_DAYS = 8;
const WANTED_LOGS = ['api', 'audit', 'authenticator'];
const BACKED_UP =
  'Kubernetes resources and databases are backed up and recoverable. Persistence RPO is 5 minutes and RTO is 24 hours. Kubernetes RTO / RPO are 1 hour.';
const ENCRYPTED =
  'Application data at rest is encrypted using the store’s default mechanism. Encryption keys can be provided by us or through your Key Management Store.';

/** What the region's database, volumes, keys, backups and logs have to be. */
export const persistenceRequirements: readonly SmokeRequirement[] = [
  {
    id: 'database-class',
    title: 'The database has the class that was asked for',
    source:
      'Our default persistence store is db.r6g.2xlarge with 8 vCPU and 64 GB RAM for up to 10K data operations per second.',
    needs: ['database'],
    isAwaited: true,
    check: ({ database }) =>
      database.class === database.wantedClass
        ? undefined
        : {
            message: `it is ${database.class}, asked for was ${database.wantedClass}`,
            remedy: 'Wait for the change to be applied, or look at the conditions of the database.',
          },
  },
  {
    id: 'database-encrypted',
    title: 'The storage of the database is encrypted',
    source: ENCRYPTED,
    needs: ['database'],
    isAwaited: true,
    check: ({ database }) =>
      database.isEncrypted
        ? undefined
        : {
            message: 'its storage is not encrypted',
            remedy: 'Encryption cannot be switched on later: restore an encrypted copy of a snapshot.',
          },
  },
  {
    id: 'database-private',
    title: 'The database has no public address',
    source:
      'Clients maintain control over their security configurations while benefiting from our platform’s built-in security features.',
    needs: ['database'],
    isAwaited: true,
    check: ({ database }) =>
      database.isPublic
        ? { message: 'it has a public address', remedy: 'Somebody changed it past Git: heal its drift.' }
        : undefined,
  },
  {
    id: 'database-retention',
    title: `Backups of the database are kept for ${MIN_RETENTION_DAYS} days`,
    source: BACKED_UP,
    needs: ['database'],
    isAwaited: true,
    check: ({ database: { backupRetentionDays } }) =>
      backupRetentionDays >= MIN_RETENTION_DAYS
        ? undefined
        : {
            message: `they are kept for ${backupRetentionDays} days, at least ${MIN_RETENTION_DAYS} are needed`,
            remedy: 'Heal the drift of the database; with 0 days nothing can be restored.',
          },
  },
  {
    id: 'database-restorable',
    title: `The database can be restored to ${DATABASE_RPO_MINUTES} minutes ago`,
    source: BACKED_UP,
    needs: ['latestRestorableTime'],
    isAwaited: true,
    check: ({ latestRestorableTime }, now) =>
      explainAge({
        what: 'it can be restored',
        instant: latestRestorableTime,
        maxMinutes: DATABASE_RPO_MINUTES,
        now,
      }),
  },
  {
    id: 'kubernetes-backup',
    title: `Kubernetes objects were backed up in the last ${KUBERNETES_RPO_MINUTES} minutes`,
    source: BACKED_UP,
    needs: ['lastKubernetesBackup'],
    isAwaited: true,
    check: ({ lastKubernetesBackup }, now) =>
      explainAge({
        what: 'the last good backup goes',
        instant: lastKubernetesBackup,
        maxMinutes: KUBERNETES_RPO_MINUTES,
        now,
      }),
  },
  {
    id: 'storage-class',
    title: 'There is one default storage class, and it encrypts',
    source: ENCRYPTED,
    needs: ['storageClasses'],
    isAwaited: true,
    check: ({ storageClasses }) => {
      const defaults = storageClasses.filter(({ isDefault }) => isDefault);
      const remedy = 'See that stage platform is ready; its storage class is the only default.';
      if (defaults.length !== 1) {
        const names = defaults.map(({ name }) => name).join(', ') || 'none';
        return {
          message: `${defaults.length} default storage classes (${names}); there must be one`,
          remedy,
        };
      }
      return defaults[0]?.isEncrypted === true
        ? undefined
        : { message: `volumes of ${defaults[0]?.name} are not encrypted`, remedy };
    },
  },
  {
    id: 'keys-enabled',
    title: "The region's keys are enabled",
    source: 'Establish secrets provided through a Key Management Store.',
    needs: ['keys'],
    isAwaited: true,
    check: ({ keys }) => {
      const wrong = keys.filter(({ state }) => state !== 'enabled');
      if (keys.length > 0 && wrong.length === 0) return undefined;
      return {
        message:
          wrong.length === 0
            ? 'there is no key'
            : wrong.map(({ name, state }) => `${name} is ${state}`).join(', '),
        remedy: 'Enable the key or cancel its deletion at once; without it no data can be read.',
      };
    },
  },
  {
    id: 'control-plane-logs',
    title: 'The audit log of the API server is kept',
    source: 'Integrate cloud security services for audit logging.',
    needs: ['controlPlaneLogs'],
    isAwaited: true,
    check: ({ controlPlaneLogs }) => {
      const missing = WANTED_LOGS.filter((log) => !controlPlaneLogs.includes(log));
      if (missing.length === 0) return undefined;
      return { message: `not kept: ${missing.join(', ')}`, remedy: 'Heal the drift of the cluster.' };
    },
  },
];

interface Age {
  readonly what: string;
  readonly instant: string;
  readonly maxMinutes: number;
  readonly now: Date;
}

function explainAge({
  what,
  instant,
  maxMinutes,
  now,
}: Age): { message: string; remedy: string } | undefined {
  const minutes = Math.floor((now.getTime() - Date.parse(instant)) / MS_A_MINUTE);
  if (minutes <= maxMinutes) return undefined;
  const since = Number.isNaN(minutes)
    ? 'to an instant that cannot be read'
    : `only to ${minutes} minutes ago`;
  return {
    message: `${what} ${since}; ${maxMinutes} are allowed`,
    remedy: 'Look at the backups: their schedule, their bucket and their role.',
  };
}
