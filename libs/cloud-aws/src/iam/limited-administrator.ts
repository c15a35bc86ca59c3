import { type AwsRegion, clusterNameOf, partitionOf } from '../aws-region.ts';
import { createdAsOurs, REGION_TAG, regionalArn, taggedAsOurs } from './arns.ts';
import { denyCustomerKey, denyUnlocking, operatorIamLimits } from './guard-statements.ts';
import { allowAssumingOwnRoles, allowIam } from './iam-statements.ts';
import { allowKeyUse, keyManagementActions } from './key-statements.ts';
import { columnsOf, operatorTable } from './operator-table.ts';
import { allow, deny, type NamedPolicy, type Statement, toPolicy } from './policy-document.ts';
import { type ActionColumn, type AwsService, actionsOf } from './service-actions.ts';
import { CLOSED, type Grant } from './trust.ts';

const row = operatorTable['limited-administrator'];

/** Services whose resources carry tags that IAM's conditions see; keys too, whose use stands apart. */
const TAGGED: readonly AwsService[] = ['ec2', 'eks', 'logs', 'rds', 'secretsmanager'];

const writing: readonly ActionColumn[] = columnsOf(row).filter((column) => column !== 'read');

/**
 * Gives the policies of the Limited Administrator: the Deployment role's services and verbs, on the region's resources.
 *
 * Reading is not confined, since lists know no resources. All else is bound to something of the region: its tag; its
 * names, where IAM sees no tags (buckets, IAM entities); its zone's record names. What can be bound by nothing, such as
 * settings of the whole account, is not allowed at all.
 */
export function limitedAdministratorPolicies(
  region: AwsRegion,
  grants: readonly Grant[],
): readonly NamedPolicy[] {
  const toNamed = (part: string, statements: readonly Statement[]): NamedPolicy => ({
    name: region.names.of(`limited-administrator${part}`),
    description: `What the Limited Administrator of region ${region.name} may do: the region's resources only.`,
    document: toPolicy(statements),
  });
  return [
    toNamed('', [allowTagged(region), allowClusterMade(region)]),
    toNamed('-named', [allowBuckets(region), ...allowZone(region), ...allowTaggingNew(region)]),
    toNamed('-create', [allowCreating(region), allowImages(region), ...allowKeys(region)]),
    toNamed('-read', [allow({ sid: 'Read', actions: actionsOf(row.services, ['read']) })]),
    toNamed('-iam', [...allowIam(region, columnsOf(row)), allowAssumingOwnRoles(region)]),
    toNamed('-limits', [
      ...operatorIamLimits(region),
      denyUnlocking(),
      ...denyCustomerKey(region),
      denyOutside(grants),
    ]),
  ];
}

function allowTagged(region: AwsRegion): Statement {
  const actions = [...actionsOf(TAGGED, writing), ...keyManagementActions(writing)];
  return allow({ sid: 'OnTagged', actions, condition: taggedAsOurs(region) });
}

/** Buckets: IAM sees their tags only where the bucket turned that on, so their names decide. */
function allowBuckets(region: AwsRegion): Statement {
  const bucket = `arn:${partitionOf(region)}:s3:::${region.names.of('*')}`;
  return allow({ sid: 'Buckets', actions: actionsOf(['s3'], writing), resources: [bucket, `${bucket}/*`] });
}

/** Nodes and volumes that the cluster made carry the cluster's tag, and not always the region's. */
function allowClusterMade(region: AwsRegion): Statement {
  return allow({
    sid: 'MadeByCluster',
    actions: [
      'ec2:AttachVolume',
      'ec2:CreateSnapshot',
      'ec2:DeleteVolume',
      'ec2:DetachVolume',
      'ec2:GetConsoleOutput',
      'ec2:RebootInstances',
      'ec2:StartInstances',
      'ec2:StopInstances',
      'ec2:TerminateInstances',
    ],
    resources: ['instance/*', 'volume/*'].map((name) => regionalArn(region, 'ec2', name)),
    condition: {
      StringEquals: { [`aws:ResourceTag/kubernetes.io/cluster/${clusterNameOf(region)}`]: 'owned' },
    },
  });
}

/** Route 53 sees no tags: records by their names, the zone by its id once it was observed. */
function allowZone(region: AwsRegion): readonly Statement[] {
  const zoneId = region.cloudObserved?.zoneId;
  const arn = `arn:${partitionOf(region)}:route53:::hostedzone/`;
  const records = allow({
    sid: 'Records',
    actions: ['route53:ChangeResourceRecordSets'],
    resources: [`${arn}${zoneId ?? '*'}`],
    condition: {
      'ForAllValues:StringLike': {
        'route53:ChangeResourceRecordSetsNormalizedRecordNames': [region.dns.zone, `*.${region.dns.zone}`],
      },
    },
  });
  if (zoneId === undefined) return [records];
  const others = actionsOf(['route53'], writing).filter(
    (action) => action !== 'route53:ChangeResourceRecordSets',
  );
  return [records, allow({ sid: 'Zone', actions: others, resources: [`${arn}${zoneId}`] })];
}

function allowCreating(region: AwsRegion): Statement {
  return allow({
    sid: 'CreateTagged',
    actions: actionsOf(TAGGED, ['create']),
    condition: createdAsOurs(region),
  });
}

/**
 * Tags that are given while creating need the action for tagging too.
 *
 * A tag is also how something else would become ours, so it goes only on resources with the region's names; what has
 * no name there (keys) cannot be created by hand.
 */
function allowTaggingNew(region: AwsRegion): readonly Statement[] {
  const actions = [
    'eks:TagResource',
    'logs:TagResource',
    'rds:AddTagsToResource',
    'secretsmanager:TagResource',
  ];
  const own = region.names.of('*');
  return [
    allow({
      sid: 'TagNamed',
      actions,
      resources: [
        regionalArn(region, 'eks', `*/${own}`),
        regionalArn(region, 'logs', `log-group:*/${own}`),
        regionalArn(region, 'rds', `*:${own}`),
        regionalArn(region, 'secretsmanager', `secret:${own}`),
      ],
      condition: createdAsOurs(region),
    }),
    deny({
      sid: 'TagNothingElse',
      actions: ['ec2:CreateTags'],
      condition: {
        Null: { 'ec2:CreateAction': 'true' },
        StringNotEquals: { [`aws:ResourceTag/${REGION_TAG}`]: region.name },
      },
    }),
  ];
}

/** Instances start from images, which are others'. */
function allowImages(region: AwsRegion): Statement {
  return allow({
    sid: 'StartFromImages',
    actions: ['ec2:RunInstances'],
    resources: [`arn:${partitionOf(region)}:ec2:${region.location}::image/*`],
  });
}

function allowKeys(region: AwsRegion): readonly Statement[] {
  const key = region.cloudSpec.customerKeyArn;
  const own = allowKeyUse(region, taggedAsOurs(region));
  if (key === undefined) return [own];
  const grant = { 'kms:GrantIsForAWSResource': 'true' };
  return [
    { ...allowKeyUse(region), Resource: [key] },
    allow({
      sid: 'OwnersKeyGrants',
      actions: ['kms:CreateGrant'],
      resources: [key],
      condition: { Bool: grant },
    }),
  ];
}

/**
 * Ends sessions with the last grant: a session that began in its last minute would otherwise go on for an hour.
 *
 * Without a grant nothing is allowed since 1970, a second lock behind the trust policy.
 */
function denyOutside(grants: readonly Grant[]): Statement {
  const ends = grants.map((grant) => grant.until).sort();
  const end = ends.at(-1) ?? CLOSED.until;
  return deny({
    sid: 'GrantIsOver',
    actions: ['*'],
    condition: { DateGreaterThanEquals: { 'aws:CurrentTime': end } },
  });
}
