/** The ten services of the document's role table, as IAM names them; alphabetical. */
export const awsServices = [
  'ec2',
  'eks',
  'iam',
  'kms',
  'logs',
  'rds',
  'route53',
  's3',
  'secretsmanager',
  'sts',
] as const;

/** One of the ten services. */
export type AwsService = (typeof awsServices)[number];

/** A verb of the document. */
export type Verb = 'create' | 'read' | 'update' | 'destroy';

/** Columns of the table: the verbs, and what no verb of the document honestly covers. */
export type ActionColumn = Verb | 'guarded';

/** Which actions of one service belong to which verb: names after the colon, `*` as in IAM. */
export interface ServiceActions extends Readonly<Record<Verb, readonly string[]>> {
  /**
   * Actions that a verb's pattern would hold by their name, or that look harmless, but that give out contents or
   * secrets, hand on permissions, or end a protection: only for roles that hold all four verbs, denied to the others.
   */
  readonly guarded: readonly string[];
  /** Where the sorting comes from and what a reviewer should know. */
  readonly remark: string;
}

/**
 * The one table of services, verbs and actions; AWS itself has no such mapping.
 *
 * Names are checked against the Service Authorization Reference (2026). Purchases, spot requests, imports and exports
 * of images, fault injection and organization-wide settings are in no column: no region needs them.
 */
export const serviceActions: Readonly<Record<AwsService, ServiceActions>> = {
  ec2: {
    read: list(
      'Describe* GetEbs* GetImageBlockPublicAccessState GetInstanceMetadataDefaults',
      'GetInstanceTypesFromInstanceRequirements GetManagedPrefixList* GetSecurityGroupsForVpc',
      'GetSerialConsoleAccessStatus GetSnapshotBlockPublicAccessState GetSubnetCidrReservations',
      'GetTransitGateway* List* SearchTransitGatewayRoutes',
    ),
    create: list('Accept* Allocate* Copy* Create* Register* RunInstances'),
    update: list(
      'Assign* Associate* Attach* Authorize* Enable* Modify* Reboot* Replace* Restore* Start*',
      'Update*',
    ),
    destroy: list(
      'Cancel* Delete* Deregister* Detach* Disable* Disassociate* Reject* Release* Reset*',
      'Revoke* Stop* Terminate* Unassign* Unlock*',
    ),
    guarded: list(
      'CreateInstanceExportTask CreateReplaceRootVolumeTask CreateStoreImageTask',
      'DescribeInstanceAttribute DescribeLaunchTemplateVersions DescribeVpnConnections',
      'EnableSerialConsoleAccess GetConsoleOutput GetConsoleScreenshot GetPasswordData',
      'ModifyImageAttribute ModifySnapshotAttribute',
    ),
    remark:
      'Get* as a whole would hold passwords, console output and pre-shared keys, so safe names are listed. Describe* holds user data (DescribeInstanceAttribute, launch templates) and VPN keys: guarded. Detach*, Disassociate*, Revoke*, Disable* and Stop* take something away and count as destroy. Sharing an image or a snapshot carries data out of the account: guarded.',
  },
  eks: {
    read: list('Describe* List*'),
    create: list('Create*'),
    update: list('AssociateEncryptionConfig StartInsightsRefresh TagResource Update*'),
    destroy: list('Delete* Deregister* Disassociate* UntagResource'),
    guarded: list(
      'AccessKubernetesApi AssociateAccessPolicy AssociateIdentityProviderConfig',
      'CreateAccessEntry CreateCapability CreatePodIdentityAssociation MutateViaKubernetesApi',
      'UpdateAccessEntry UpdateCapability UpdatePodIdentityAssociation',
    ),
    remark:
      "Access entries and policies make a cluster administrator, Pod Identity associations lend a workload's role: both hand on permissions. The Kubernetes API is reached by access entries, not by eks:AccessKubernetesApi.",
  },
  iam: {
    read: list(
      'GenerateCredentialReport GenerateServiceLastAccessedDetails Get* List*',
      'SimulateCustomPolicy SimulatePrincipalPolicy',
    ),
    create: list('CreateInstanceProfile CreatePolicy CreateRole'),
    update: list(
      'AddRoleToInstanceProfile PassRole TagInstanceProfile TagPolicy TagRole UpdateRole',
      'UpdateRoleDescription',
    ),
    destroy: list(
      'DeleteInstanceProfile DeletePolicy DeletePolicyVersion DeleteRole DeleteRolePolicy',
      'DetachRolePolicy RemoveRoleFromInstanceProfile UntagInstanceProfile UntagPolicy',
      'UntagRole',
    ),
    guarded: list(
      'AttachRolePolicy CreatePolicyVersion PutRolePermissionsBoundary PutRolePolicy',
      'SetDefaultPolicyVersion UpdateAssumeRolePolicy',
    ),
    remark:
      'Only roles, policies and instance profiles: no region needs users, groups, keys or identity providers. What fills a role with permissions or opens its trust is guarded, so a role without destroy makes at most empty roles. Credential report and last-accessed details are for audit and hold no secret. Service-linked roles: see iam-statements.ts.',
  },
  kms: {
    read: list('Describe* GetKey* GetPublicKey List*'),
    create: list('CreateAlias CreateGrant CreateKey ReplicateKey'),
    update: list(
      'CancelKeyDeletion EnableKey EnableKeyRotation RotateKeyOnDemand TagResource UpdateAlias',
      'UpdateKeyDescription',
    ),
    destroy: list('Delete* Disable* Disconnect* RetireGrant RevokeGrant ScheduleKeyDeletion UntagResource'),
    guarded: list('Decrypt Encrypt GenerateDataKey* PutKeyPolicy ReEncrypt*'),
    remark:
      'A key is destroyed by ScheduleKeyDeletion, and data is lost for as long as it is disabled. CancelKeyDeletion rescues and is an update. Using a key reads data: guarded, and even then only through another service.',
  },
  logs: {
    read: list('Describe* FilterLogEvents Get* List* StartLiveTail StartQuery StopLiveTail StopQuery'),
    create: list('CreateLogGroup CreateLogStream'),
    update: list(
      'AssociateKmsKey PutIndexPolicy PutMetricFilter PutQueryDefinition TagLogGroup',
      'TagResource',
    ),
    destroy: list('Cancel* Delete* Disassociate* UntagLogGroup UntagResource'),
    guarded: list(
      'CreateExportTask PutDataProtectionPolicy PutDestinationPolicy PutLogEvents',
      'PutLogGroupDeletionProtection PutResourcePolicy PutRetentionPolicy PutSubscriptionFilter',
      'Unmask',
    ),
    remark:
      'Log events are read for monitoring and audit; Unmask would undo their redaction. A shorter retention destroys, a subscription or an export carries logs away, PutLogEvents could forge them.',
  },
  rds: {
    read: list('Describe* ListTagsForResource'),
    create: list('Copy* Create* Restore*'),
    update: list(
      'AddRoleTo* AddTagsToResource ApplyPendingMaintenanceAction Failover* Modify* Promote*',
      'Reboot* StartDB* Switchover*',
    ),
    destroy: list('BacktrackDBCluster Cancel* Delete* Deregister* Disable* Remove* Reset* Revoke* Stop*'),
    guarded: list(
      'CreateIntegration DownloadCompleteDBLogFile DownloadDBLogFilePortion',
      'ModifyActivityStream ModifyDBClusterSnapshotAttribute ModifyDBSnapshotAttribute',
      'StartExportTask',
    ),
    remark:
      "Log files hold statements with their values; a shared snapshot, an export or an integration carries data out. Stopping is an outage that no update needs. IAM cannot tell ModifyDBInstance's fields apart, so who may update may also shorten the backup retention: drift detection has to see that.",
  },
  route53: {
    read: list('Get* List* TestDNSAnswer'),
    create: list('Create*'),
    update: list(
      'ActivateKeySigningKey AssociateVPCWithHostedZone ChangeResourceRecordSets',
      'ChangeTagsForResource EnableHostedZoneDNSSEC Update*',
    ),
    destroy: list('Deactivate* Delete* Disable* Disassociate*'),
    guarded: list('CreateVPCAssociationAuthorization'),
    remark:
      'Creating, changing and deleting a record are one action, split by the condition key route53:ChangeResourceRecordSetsActions.',
  },
  s3: {
    read: list(
      'Get*Configuration GetAccountPublicAccessBlock GetBucket* ListAllMyBuckets ListBucket*',
      'ListTagsForResource',
    ),
    create: list('CreateBucket'),
    update: list(
      'PutBucketLogging PutBucketNotification PutBucketTagging PutEncryptionConfiguration',
      'PutMetricsConfiguration TagResource',
    ),
    destroy: list('AbortMultipartUpload Delete* ReplicateDelete UntagResource'),
    guarded: list(
      'GetObject* ListMultipartUploadParts PutBucketAbac PutBucketAcl PutBucketCORS',
      'PutBucketObjectLockConfiguration PutBucketOwnershipControls PutBucketPolicy',
      'PutBucketPublicAccessBlock PutBucketRequestPayment PutBucketVersioning PutBucketWebsite',
      'PutLifecycleConfiguration PutObject* PutReplicationConfiguration RestoreObject',
    ),
    remark:
      'Read is configuration and the names of objects: GetObject is the content of a backup. Lifecycle rules, versioning and object lock decide what is deleted; policies, ACLs and replication decide who reads.',
  },
  secretsmanager: {
    read: list('DescribeSecret GetResourcePolicy ListSecretVersionIds ListSecrets'),
    create: list('CreateSecret ReplicateSecretToRegions'),
    update: list(
      'CancelRotateSecret PutSecretValue RestoreSecret RotateSecret TagResource UpdateSecret',
      'UpdateSecretVersionStage',
    ),
    destroy: list('Delete* RemoveRegionsFromReplication StopReplicationToReplica UntagResource'),
    guarded: list(
      'BatchGetSecretValue GetRandomPassword GetSecretValue PutResourcePolicy',
      'ValidateResourcePolicy',
    ),
    remark: 'Only the Deployment and the Limited Administrator role have this service at all.',
  },
  sts: {
    read: list('DecodeAuthorizationMessage GetAccessKeyInfo GetCallerIdentity'),
    create: [],
    update: [],
    destroy: [],
    guarded: list('AssumeRole SetSourceIdentity TagSession'),
    remark:
      "Assuming a role takes over that role's verbs: guarded, and even then only for roles of the region. GetFederationToken and GetSessionToken make credentials that outlive the session and are in no column.",
  },
};

/** Gives `<service>:<action>` of those columns, sorted. */
export function actionsOf(
  services: readonly AwsService[],
  columns: readonly ActionColumn[],
): readonly string[] {
  const actions = services.flatMap((service) =>
    columns.flatMap((column) => serviceActions[service][column].map((name) => `${service}:${name}`)),
  );
  return actions.sort();
}

/** Reads names that are parted by spaces: a row of the table stays readable as a row. */
function list(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(' '));
}
