/** `spec.persistence` of a Region. */
export const persistenceSchema = {
  type: 'object',
  description: 'The durable event store of the region.',
  additionalProperties: false,
  required: ['size', 'engineVersion', 'storage'],
  default: {},
  properties: {
    size: {
      type: 'string',
      enum: ['small', 'medium', 'large', 'xlarge', '2xlarge'],
      default: 'large',
      description:
        'Size of the database: small 2 vCPU / 16 GB, medium 4 / 32, large 8 / 64 (rated 10,000 operations a second), xlarge 16 / 128, 2xlarge 32 / 256.',
      'x-source':
        '"Our default persistence store is db.r6g.2xlarge with 8 vCPU and 64 GB RAM for up to 10K data operations per second."',
      'x-effect':
        'A change restarts the database (failover of a minute or two) at once, so commit it inside the window.',
    },
    engineVersion: {
      type: 'string',
      enum: ['15', '16', '17'],
      default: '17',
      description:
        'Major version of PostgreSQL; minor versions follow by themselves inside the maintenance window.',
      'x-source': 'Ours: the newest major version that all three clouds offer.',
      'x-effect':
        'A changed version is a major upgrade at once, not in the maintenance window: it interrupts the database for minutes and cannot be undone.',
    },
    storage: {
      type: 'object',
      description: 'Storage of the database; it grows by itself up to the ceiling and never shrinks.',
      additionalProperties: false,
      required: ['initialGib', 'maxGib'],
      default: {},
      properties: {
        initialGib: {
          type: 'integer',
          minimum: 100,
          maximum: 65536,
          default: 400,
          description: 'Storage at creation, in GiB.',
          'x-source': 'Ours: from 400 GiB on, gp3 gives PostgreSQL on RDS 12,000 IOPS instead of 3,000.',
          'x-effect':
            'The least that the database has: a larger value grows it, a smaller one is refused by the cloud; growth by use belongs to the cloud.',
        },
        maxGib: {
          type: 'integer',
          minimum: 110,
          maximum: 65536,
          default: 4000,
          description: 'Ceiling of the storage autoscaling, in GiB; at least a tenth more than initialGib.',
          'x-source':
            '"Database storage automatically scales to accommodate increases in data volume without requiring manual intervention."',
          'x-effect': 'Growth stops here and the database fills up; raising it is not disruptive.',
        },
      },
    },
  },
} as const;

/** `spec.encryption` of a Region. */
export const encryptionSchema = {
  type: 'object',
  description: 'Encryption of data at rest.',
  additionalProperties: false,
  required: ['keys'],
  default: {},
  properties: {
    keys: {
      type: 'string',
      enum: ['provider', 'managed', 'customer'],
      default: 'provider',
      description:
        "Whose key encrypts data at rest: the cloud service's own (provider), one that Atoll makes in the account (managed), or one that you give (customer).",
      'x-source':
        '"Application data at rest is encrypted using the store\'s default mechanism. Encryption keys can be provided by Akka or through your Key Management Store."',
      'x-effect':
        'The key of an existing database cannot be changed: the cloud would have to make a new one from a snapshot.',
    },
  },
} as const;

/** `spec.backup` of a Region. */
export const backupSchema = {
  type: 'object',
  description: 'Backups of the database and of the Kubernetes resources.',
  additionalProperties: false,
  required: ['retentionDays', 'objectLock'],
  default: {},
  properties: {
    retentionDays: {
      type: 'integer',
      minimum: 8,
      maximum: 35,
      default: 8,
      description: 'Days for which the database can be restored to any point in time.',
      'x-source': '"Persistence RPO is 5 minutes and RTO is 24 hours." Requirement K1: at least 8 days.',
      'x-effect': 'More days cost more backup storage.',
    },
    objectLock: {
      type: 'object',
      description: 'Write-once protection of the backup bucket.',
      additionalProperties: false,
      required: ['mode', 'days'],
      default: {},
      properties: {
        mode: {
          type: 'string',
          enum: ['none', 'governance', 'compliance'],
          default: 'none',
          description:
            'none; governance: deletable before its time only with a special permission; compliance: by nobody, not even the owner.',
          'x-source': 'Requirement C3: a locked bucket for what must not be altered.',
          'x-effect': 'compliance cannot be taken back before the days are over.',
        },
        days: {
          type: 'integer',
          minimum: 1,
          maximum: 3650,
          default: 30,
          description: 'Days for which an object stays locked; read when mode is not none.',
          'x-source': 'Ours.',
          'x-effect': 'Backups cost storage for at least this long.',
        },
      },
    },
  },
} as const;
