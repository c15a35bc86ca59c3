import type { CustomRole } from '@atoll/region-model';
import { describe, expect, it } from 'vitest';
import { checkRoles } from './check-roles.ts';
import { exampleRegion } from './testing/example-region.ts';

const role: CustomRole = {
  name: 'network-reader-access',
  from: 'read-only-operations',
  purpose: 'Looks at routes and security groups',
  subjects: ['arn:aws:iam::999999999999:role/alice'],
};

function problemsOf(...changes: Partial<CustomRole>[]): readonly string[] {
  const roles = changes.map((change) => ({ ...role, ...change }));
  return checkRoles({ ...exampleRegion(), roles }).map(({ path, message }) => `${path}: ${message}`);
}

describe('checkRoles', () => {
  it.each<[string, Partial<CustomRole>]>([
    ['as it comes', {}],
    ['with a part of its services', { services: ['ec2', 'rds'], sessionMinutes: 240 }],
    ['with a part of its verbs', { from: 'elevated-operations', verbs: ['read', 'update'] }],
    ['with namespaces', { from: 'elevated-operations', services: ['eks'], namespaces: ['shop'] }],
    ['from the Limited Administrator', { from: 'limited-administrator', verbs: ['read', 'destroy'] }],
  ])('takes a role %s', (_name, change) => {
    expect(problemsOf(change)).toEqual([]);
  });

  it.each<[Partial<CustomRole>, string]>([
    [
      { verbs: ['read', 'update'] },
      'verbs[1]: update would widen read-only-operations, which has read; take it out, or take elevated-operations as from.',
    ],
    [
      { from: 'elevated-operations', verbs: ['destroy'] },
      'verbs[0]: destroy would widen elevated-operations, which has create, read, update; take it out, or take limited-administrator as from.',
    ],
    [
      { services: ['rds', 'secretsmanager'] },
      'services[1]: secretsmanager would widen read-only-operations, which has ec2, eks, iam, kms, logs, rds, route53, s3, sts; take it out.',
    ],
    [
      { services: ['ec'] },
      'services[0]: ec would widen read-only-operations, which has ec2, eks, iam, kms, logs, rds, route53, s3, sts; did you mean ec2?',
    ],
    [
      { sessionMinutes: 300 },
      'sessionMinutes: 300 would widen read-only-operations, whose longest session is 240 minutes; write 240 or less.',
    ],
    [
      { services: ['rds'], namespaces: ['shop'] },
      'namespaces: bounds nothing, since services leave out eks; add eks, or take the namespaces out.',
    ],
    [
      { from: 'elevated-operations', namespaces: ['shop', 'velero'] },
      'namespaces[1]: velero holds accounts that may write what Atoll renders, and whoever may write there could act as them; take it out.',
    ],
    [
      { from: 'elevated-operations', services: ['sts'], verbs: ['create'] },
      'services: allows nothing: elevated-operations has no action of these services and verbs; name others.',
    ],
    [
      { subjects: ['alice'] },
      'subjects[0]: "alice" is not the ARN of a role, a user, or one session of a role, such as arn:aws:sts::999999999999:assumed-role/engineer/alice@example.com.',
    ],
    [
      { subjects: ['arn:aws-cn:iam::999999999999:role/alice'] },
      'subjects[0]: arn:aws-cn:iam::999999999999:role/alice cannot be trusted in eu-west-1, which lies in aws; name an identity there.',
    ],
  ])('refuses %j', (change, message) => {
    expect(problemsOf(change)).toContain(`spec.access.roles[0].${message}`);
  });

  it('refuses a name that stands twice', () => {
    expect(problemsOf({}, {})).toEqual([
      'spec.access.roles[1].name: network-reader-access stands twice; give this one another name.',
    ]);
  });

  it('refuses more subjects than a trust policy holds', () => {
    const subjects = Array.from(
      { length: 5 },
      (_one, index) => `arn:aws:iam::999999999999:role/${'x'.repeat(400)}${index}`,
    );

    expect(problemsOf({ subjects })).toEqual([
      expect.stringMatching(
        /^spec\.access\.roles\[0\]\.subjects: with the grants of this role make a trust policy of \d+ characters; IAM takes 2048\. /,
      ),
    ]);
  });

  it('wants for grants of a part of the Limited Administrator a subject, four eyes, and a shift at most', () => {
    const grant = {
      id: 'inc-1',
      role: role.name,
      person: 'alice',
      subject: { principalArn: 'arn:aws:iam::999999999999:role/bob' },
      from: '2030-01-01T08:00:00Z',
      until: '2030-01-02T08:00:00Z',
      phase: 'live',
      reason: 'the network is down',
      ticket: 'INC-1',
      approvers: ['Alice'],
    } as const;
    const region = {
      ...exampleRegion({ grants: [grant] }),
      roles: [{ ...role, from: 'limited-administrator' as const }],
    };

    expect(checkRoles(region).map(({ grant: id, path, code, message }) => [id, path, code, message])).toEqual(
      [
        [
          'inc-1',
          'spec.subject.aws.principalArn',
          'ERR_CONFIG_AWS_ROLE',
          'arn:aws:iam::999999999999:role/bob is not among the subjects of network-reader-access (arn:aws:iam::999999999999:role/alice); name one of them.',
        ],
        [
          'inc-1',
          'spec.until',
          'ERR_CONFIG_SPAN',
          'makes the grant longer than 12 hours, the most for network-reader-access, which is a part of limited-administrator; end it earlier.',
        ],
        [
          'inc-1',
          'spec.approvers',
          'ERR_CONFIG_FOUR_EYES',
          'network-reader-access is a part of limited-administrator and needs at least one approver who is not alice; name whoever agrees.',
        ],
      ],
    );
  });
});
