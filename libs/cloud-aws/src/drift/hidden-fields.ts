/** Fields of a kind that AWS takes and does not show again. */
export interface HiddenFields {
  /** `<kind>.<service>`. */
  readonly kind: string;
  /** Below `forProvider`. */
  readonly fields: readonly string[];
  readonly source: string;
}

/**
 * What the API of AWS is told and never says: the provider keeps it in its own state, which is empty after an import or a
 * restart. File names are those of terraform-provider-aws 6.34.0, below `internal/service`.
 */
export const hiddenFields: readonly HiddenFields[] = [
  {
    kind: 'Instance.rds',
    fields: [
      '/allowMajorVersionUpgrade',
      '/applyImmediately',
      '/deleteAutomatedBackups',
      '/finalSnapshotIdentifier',
      '/skipFinalSnapshot',
    ],
    source: 'rds/instance.go, Read does not set them',
  },
  {
    kind: 'Key.kms',
    fields: ['/bypassPolicyLockoutSafetyCheck', '/deletionWindowInDays'],
    source: 'kms/key.go, Read does not set them',
  },
  {
    kind: 'Secret.secretsmanager',
    fields: ['/forceOverwriteReplicaSecret', '/recoveryWindowInDays'],
    source: 'secretsmanager/secret.go, Read does not set them',
  },
  {
    kind: 'Addon.eks',
    fields: ['/preserve', '/resolveConflictsOnCreate', '/resolveConflictsOnUpdate'],
    source: 'eks/addon.go, Read does not set them',
  },
  {
    kind: 'Cluster.eks',
    fields: ['/accessConfig/bootstrapClusterCreatorAdminPermissions', '/bootstrapSelfManagedAddons'],
    source: 'eks/cluster.go, Read does not set them',
  },
  {
    kind: 'ClusterAuth.eks',
    fields: ['/clusterName', '/refreshPeriod', '/region'],
    source: 'provider-upjet-aws v2.6.0, CRD: atProvider has the time of the last refresh alone',
  },
  { kind: 'Bucket.s3', fields: ['/forceDestroy'], source: 's3/bucket.go, Read does not set it' },
  {
    kind: 'Zone.route53',
    fields: ['/forceDestroy'],
    source: 'route53/zone.go, Read does not set it',
  },
  {
    kind: 'DefaultSecurityGroup.ec2',
    fields: ['/revokeRulesOnDelete'],
    source: 'ec2/vpc_default_security_group.go, Read does not set it',
  },
];
