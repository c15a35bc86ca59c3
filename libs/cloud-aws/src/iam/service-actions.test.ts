import { describe, expect, it } from 'vitest';
import { caughtByPatterns, columnsOf, operatorTable } from './operator-table.ts';
import { actionsOf, awsServices, serviceActions, type Verb } from './service-actions.ts';

const verbs: readonly Verb[] = ['create', 'read', 'update', 'destroy'];

describe('the table of services and verbs', () => {
  it('has exactly the ten services of the document', () => {
    expect(Object.keys(serviceActions)).toEqual([
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
    ]);
  });

  it.each(awsServices)('puts every action of %s under one verb at most', (service) => {
    const names = verbs.flatMap((verb) => serviceActions[service][verb]);

    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it.each(awsServices)('never allows a whole service or an empty name in %s', (service) => {
    const names = [
      ...verbs.flatMap((verb) => serviceActions[service][verb]),
      ...serviceActions[service].guarded,
    ];

    expect(names.filter((name) => !/^[A-Z][A-Za-z0-9]+\*?[A-Za-z]*$/.test(name))).toEqual([]);
  });

  it.each(['create', 'read', 'update'] as const)('holds no destroying name under %s', (verb) => {
    const found = actionsOf(awsServices, [verb]).filter((action) =>
      /:(Delete|Terminate|Release|Deregister|Cancel|Detach|Disassociate|Remove|Revoke|Disable|Untag|Schedule)/.test(
        action,
      ),
    );

    expect(found).toEqual(
      verb === 'update' ? ['kms:CancelKeyDeletion', 'secretsmanager:CancelRotateSecret'] : [],
    );
  });
});

describe('the table of roles', () => {
  it.each([
    ['deployment', 10, ['create', 'read', 'update', 'destroy']],
    ['read-only-operations', 9, ['read']],
    ['elevated-operations', 9, ['create', 'read', 'update']],
    ['limited-administrator', 10, ['create', 'read', 'update', 'destroy']],
  ] as const)('gives %s its %i services and its verbs', (role, services, roleVerbs) => {
    const row = operatorTable[role];

    expect(row.services).toEqual(
      services === 10 ? awsServices : awsServices.filter((service) => service !== 'secretsmanager'),
    );
    expect(row.verbs).toEqual(roleVerbs);
  });

  it('gives the guarded actions only to roles with all four verbs', () => {
    const holders = Object.entries(operatorTable).filter(([, row]) => columnsOf(row).includes('guarded'));

    expect(holders.map(([role]) => role)).toEqual(['deployment', 'limited-administrator']);
  });

  it('finds what the patterns of reading would give out', () => {
    const caught = caughtByPatterns(operatorTable['read-only-operations']);

    expect(caught).toEqual([
      'ec2:DescribeInstanceAttribute',
      'ec2:DescribeLaunchTemplateVersions',
      'ec2:DescribeVpnConnections',
    ]);
  });
});
