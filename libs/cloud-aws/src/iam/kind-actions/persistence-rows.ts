import { databaseMonitoringRoleNameOf } from '../role-names.ts';
import * as kinds from '../../schemas/index.ts';
import { REGION_TAG, regionalArn } from '../arns.ts';
import { keyNeeds } from './key-needs.ts';
import {
  type ExtraNeed,
  type KindRow,
  type ManagedView,
  referenceOf,
  type Scene,
  textOf,
} from './kind-row.ts';
import { passRole, serviceLinkedRole } from './role-needs.ts';

const PASSWORD_GUIDE =
  'RDS User Guide, "Password management with Amazon RDS and AWS Secrets Manager", permissions';
const KEY_GUIDE = 'RDS User Guide, "AWS KMS key management"';

/** What provider-aws calls for the database, its logs, keys and secrets. */
export const persistenceRows: readonly KindRow[] = [
  {
    kind: kinds.RdsInstance,
    service: 'rds',
    arn: (database, { region }) =>
      regionalArn(region, 'rds', `db:${textOf(database, 'identifier') ?? database.cloudName}`),
    actions: {
      observe: 'DescribeDBInstances ListTagsForResource',
      create: 'CreateDBInstance AddTagsToResource ModifyDBInstance',
      update: 'AddTagsToResource ModifyDBInstance RemoveTagsFromResource',
      delete: 'DeleteDBInstance',
    },
    needs: databaseNeeds,
    source: 'internal/service/rds/instance.go',
  },
  {
    kind: kinds.RdsSubnetGroup,
    service: 'rds',
    arn: (group, { region }) => regionalArn(region, 'rds', `subgrp:${group.cloudName}`),
    actions: {
      observe: 'DescribeDBSubnetGroups ListTagsForResource',
      create: 'CreateDBSubnetGroup AddTagsToResource',
      update: 'AddTagsToResource ModifyDBSubnetGroup RemoveTagsFromResource',
      delete: 'DeleteDBSubnetGroup',
    },
    source: 'internal/service/rds/subnet_group.go',
  },
  {
    kind: kinds.RdsParameterGroup,
    service: 'rds',
    arn: (group, { region }) => regionalArn(region, 'rds', `pg:${group.cloudName}`),
    actions: {
      observe: 'DescribeDBParameterGroups DescribeDBParameters ListTagsForResource',
      create: 'CreateDBParameterGroup AddTagsToResource ModifyDBParameterGroup',
      update: 'AddTagsToResource ModifyDBParameterGroup RemoveTagsFromResource ResetDBParameterGroup',
      delete: 'DeleteDBParameterGroup',
    },
    source: 'internal/service/rds/parameter_group.go',
  },
  {
    kind: kinds.LogsGroup,
    service: 'logs',
    arn: (group, { region }) => regionalArn(region, 'logs', `log-group:${group.cloudName}`),
    actions: {
      observe: 'DescribeLogGroups ListTagsForResource',
      create: 'CreateLogGroup PutRetentionPolicy TagResource',
      update: 'DeleteRetentionPolicy PutRetentionPolicy TagResource UntagResource',
      delete: 'DeleteLogGroup',
    },
    needs: (group, { region }) =>
      region.encryption.keys === 'provider'
        ? []
        : (['create', 'update'] as const).map((verb) => ({
            verb,
            action: 'logs:AssociateKmsKey',
            resource: regionalArn(region, 'logs', `log-group:${group.cloudName}`),
            source: 'internal/service/logs/group.go',
          })),
    source: 'internal/service/logs/group.go',
  },
  {
    kind: kinds.KmsKey,
    service: 'kms',
    arn: (_key, { region }) => regionalArn(region, 'kms', 'key/*'),
    actions: {
      observe: 'DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags',
      create: 'CreateKey EnableKeyRotation PutKeyPolicy TagResource',
      update: 'EnableKeyRotation PutKeyPolicy TagResource UntagResource UpdateKeyDescription',
      delete: 'ScheduleKeyDeletion',
    },
    source: 'internal/service/kms/key.go',
  },
  {
    kind: kinds.KmsAlias,
    service: 'kms',
    arn: (alias, { region }) => regionalArn(region, 'kms', `alias/${alias.cloudName}`),
    actions: { observe: 'ListAliases', create: 'CreateAlias', update: 'UpdateAlias', delete: 'DeleteAlias' },
    needs: aliasNeeds,
    source: 'internal/service/kms/alias.go',
  },
  {
    kind: kinds.SecretsManagerSecret,
    service: 'secretsmanager',
    arn: (secret, { region }) =>
      regionalArn(region, 'secretsmanager', `secret:${textOf(secret, 'name') ?? secret.cloudName}-*`),
    actions: {
      observe: 'DescribeSecret GetResourcePolicy',
      create: 'CreateSecret TagResource',
      update: 'TagResource UntagResource UpdateSecret',
      delete: 'DeleteSecret',
    },
    needs: (_secret, { region }) =>
      keyNeeds(region, {
        actions: 'Decrypt GenerateDataKey',
        via: 'secretsmanager',
        source: 'Secrets Manager User Guide, "Secret encryption and decryption", permissions for the KMS key',
      }),
    source: 'internal/service/secretsmanager/secret.go',
  },
];

function databaseNeeds(database: ManagedView, scene: Scene): readonly ExtraNeed[] {
  const { region } = scene;
  const uses = [
    ['subgrp', referenceOf(database, 'dbSubnetGroupNameRef')],
    ['pg', referenceOf(database, 'parameterGroupNameRef')],
  ].flatMap(([type, name]) => (name === undefined ? [] : [regionalArn(region, 'rds', `${type}:${name}`)]));
  const password = ['CreateSecret', 'TagResource'].map((name): ExtraNeed => {
    const resource = regionalArn(region, 'secretsmanager', 'secret:rds!*');
    return { verb: 'create', action: `secretsmanager:${name}`, resource, source: PASSWORD_GUIDE };
  });
  return [
    ...uses.map((resource): ExtraNeed => {
      const source = 'Service Authorization Reference, Amazon RDS';
      return { verb: 'create', action: 'rds:CreateDBInstance', resource, source };
    }),
    ...(database.forProvider['manageMasterUserPassword'] === true ? password : []),
    ...passRole(
      scene,
      referenceOf(database, 'monitoringRoleArnRef') ?? databaseMonitoringRoleNameOf(region),
      {
        service: 'monitoring.rds.amazonaws.com',
        source: 'RDS User Guide, "Setting up and enabling Enhanced Monitoring"',
      },
    ),
    ...keyNeeds(region, { actions: 'DescribeKey CreateGrant', source: KEY_GUIDE }),
    ...keyNeeds(region, {
      actions: 'Decrypt GenerateDataKey',
      via: 'secretsmanager',
      source: PASSWORD_GUIDE,
    }),
    serviceLinkedRole(scene, {
      service: 'rds.amazonaws.com',
      role: 'AWSServiceRoleForRDS',
      source: 'RDS User Guide, "Using service-linked roles for Amazon RDS"',
    }),
  ];
}

/** An alias is allowed on the alias and on the key. */
function aliasNeeds(_alias: ManagedView, { region }: Scene): readonly ExtraNeed[] {
  const resource = regionalArn(region, 'kms', 'key/*');
  const context = { [`aws:ResourceTag/${REGION_TAG}`]: region.name };
  const source = 'KMS Developer Guide, "Control access to aliases"';
  return [
    { verb: 'create', action: 'kms:CreateAlias', resource, context, source },
    { verb: 'update', action: 'kms:UpdateAlias', resource, context, source },
  ];
}
