import { describe, expect, it } from 'vitest';
import { composeSchema } from './compose-schema.ts';
import { configKinds } from './config-kind.ts';
import { explainField } from './explain-field.ts';
import { renderExplanation } from './render-explanation.ts';
import { listFields } from './schema-fields.ts';
import { testClouds } from './testing/test-clouds.ts';

describe('explainField', () => {
  it('gives everything that the schema says about a field', () => {
    const explanation = explainField(testClouds, 'region.spec.persistence.size');

    expect(explanation).toEqual({
      kind: 'Region',
      path: 'spec.persistence.size',
      type: 'string',
      description:
        'Size of the database: small 2 vCPU / 16 GB, medium 4 / 32, large 8 / 64 (rated 10,000 operations a second), xlarge 16 / 128, 2xlarge 32 / 256.',
      allowed: 'one of "small", "medium", "large", "xlarge", "2xlarge"',
      default: 'large',
      source:
        '"Our default persistence store is db.r6g.2xlarge with 8 vCPU and 64 GB RAM for up to 10K data operations per second."',
      effect:
        'A change restarts the database (failover of a minute or two) at once, so commit it inside the window.',
      required: false,
      children: [],
    });
  });

  it('gives the fields of a section with their defaults', () => {
    const { children } = explainField(testClouds, 'spec.backup');

    expect(children).toEqual([
      {
        name: 'retentionDays',
        type: 'integer',
        description: 'Days for which the database can be restored to any point in time.',
        default: 8,
        required: false,
      },
      {
        name: 'objectLock',
        type: 'object',
        description: 'Write-once protection of the backup bucket.',
        required: false,
      },
    ]);
  });

  it.each([
    ['the kind alone', 'region', 'Region', ''],
    ['a kind in capitals', 'Organization.spec.deploy', 'Organization', 'spec.deploy'],
    ['another kind', 'observed.spec.aws.vpcId', 'Observed', 'spec.aws.vpcId'],
    ['no kind', 'spec.network.cidr', 'Region', 'spec.network.cidr'],
    ['any item', 'spec.aws.zones[]', 'Region', 'spec.aws.zones[]'],
    ['one item', 'spec.aws.zones[2]', 'Region', 'spec.aws.zones[]'],
    ['an item after a dot', 'spec.access.extraGrants.0.reason', 'Region', 'spec.access.extraGrants[].reason'],
    [
      'a field of a branch',
      'spec.aws.privateConnections[].routes',
      'Region',
      'spec.aws.privateConnections[].routes',
    ],
    ['a key of a map', 'organization.spec.aws.digests.x', 'Organization', 'spec.aws.digests.<name>'],
    [
      'the key of a map as it is shown',
      'organization.spec.aws.digests.<name>',
      'Organization',
      'spec.aws.digests.<name>',
    ],
  ])('finds %s', (_, path, kind, found) => {
    const explanation = explainField(testClouds, path);

    expect([explanation.kind, explanation.path]).toEqual([kind, found]);
  });

  it('joins what the branches of a choice say about one field', () => {
    const { allowed, description, required } = explainField(testClouds, 'spec.aws.privateConnections[].type');

    expect({ allowed, description, required }).toEqual({
      allowed: 'one of "privatelink", "transit-gateway"',
      description: 'PrivateLink. Transit Gateway.',
      required: true,
    });
  });

  it.each([
    [
      'spec.persistance.size',
      'Region has no field "spec.persistance.size"; did you mean "spec.persistence.size"?',
    ],
    ['spec.zones', 'Region has no field "spec.zones"; did you mean "spec.aws.zones"?'],
    [
      'organization.spec.deploy.repo',
      'Organization has no field "spec.deploy.repo"; did you mean "spec.deploy"?',
    ],
    [
      'spec.network.cidr.base',
      'Region has no field "spec.network.cidr.base"; did you mean "spec.network.cidr"?',
    ],
    ['spec..cidr', 'Region has no field "spec..cidr"; did you mean "spec.network.cidr"?'],
    ['nonsense', 'Region has no field "nonsense"; its fields start with apiVersion, kind, metadata, spec'],
  ])('refuses %s', (path, message) => {
    expect(() => explainField(testClouds, path)).toThrow(
      expect.objectContaining({ code: 'ERR_EXPLAIN_PATH', message }),
    );
  });
});

describe('renderExplanation', () => {
  it('gives plain text', () => {
    const text = renderExplanation(explainField(testClouds, 'spec.persistence.storage.maxGib'));

    expect(text).toBe(`Region spec.persistence.storage.maxGib
  Ceiling of the storage autoscaling, in GiB; at least a tenth more than initialGib.

  type        integer
  required    no
  allowed     a whole number from 110 to 65536
  default     4000
  source      "Database storage automatically scales to accommodate increases in data volume without
              requiring manual intervention."
  effect      Growth stops here and the database fills up; raising it is not disruptive.
`);
  });

  it('lists the fields of a section', () => {
    const text = renderExplanation(explainField(testClouds, 'spec.encryption'));

    expect(text).toBe(`Region spec.encryption
  Encryption of data at rest.

  type        object
  required    no

  fields
    keys (string, default "provider")
        Whose key encrypts data at rest: the cloud service's own (provider), one that Atoll makes in
        the account (managed), or one that you give (customer).
`);
  });

  it.each(configKinds)('keeps every field of %s within a hundred columns', (kind) => {
    const paths = ['', ...listFields(composeSchema(kind, testClouds)).map((field) => field.path)];

    const texts = paths.map((path) => renderExplanation(explainField(testClouds, `${kind}.${path}`)));

    const tooWide = texts.flatMap((text) => text.split('\n')).filter((line) => line.length > 100);
    expect(tooWide).toEqual([]);
  });
});
