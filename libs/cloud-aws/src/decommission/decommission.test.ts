import type { RenderedObject } from '@atoll/cloud';
import { describe, expect, it } from 'vitest';
import { managementPoliciesOf, resourceKinds } from '../resource-kinds.ts';
import { runScript, type ScriptRun, wordAfter } from '../bootstrap-bundle/testing/run-script.ts';
import { buildRegion } from '../testing/build-region.ts';
import { exampleRegion } from '../testing/example-region.ts';
import { decommission } from './decommission.ts';

const region = exampleRegion({
  spec: {
    encryption: { keys: 'managed' },
    backup: { retentionDays: 14, objectLock: { mode: 'compliance', days: 90 } },
  },
});
const objects = buildRegion(region);

const noAccount = { account: '111122223333', exists: true };

/** Runs printed commands; gives the calls of AWS but for those that only read. */
function runAll(
  commands: readonly string[],
  answers: Readonly<Record<string, readonly string[]>>,
): ScriptRun & { readonly writes: readonly string[] } {
  const ran = runScript(commands.join('\n'), { ...noAccount, answers });
  const writes = ran.calls.filter(([, verb]) => !verb?.startsWith('list')).map((call) => call.join(' '));
  return { ...ran, writes };
}

function findOne(kind: string, name: string): RenderedObject {
  return objects.find((object) => object.kind === kind && object.metadata.name === name) as RenderedObject;
}

describe('what becomes of a resource', () => {
  it('is what its kind says: no kind that is kept is ever deleted', () => {
    const fates = [...resourceKinds].map(([{ apiVersion, kind }, row]) => {
      const spec = { managementPolicies: managementPoliciesOf(row) };
      return (
        decommission.fateOf({ apiVersion, kind, metadata: { name: 'x' }, spec }) ===
        (row.keep ? 'kept' : 'deleted')
      );
    });

    expect(fates.filter((isRight) => !isRight)).toStrictEqual([]);
  });

  it.each([
    ['Role', 'atoll-aws-eu-west-1-deployment', 'observed'],
    ['Policy', 'atoll-aws-eu-west-1-workloads', 'observed'],
    ['ProviderConfig', 'aws', 'internal'],
  ])('is for %s %s: %s', (kind, name, fate) => {
    expect(decommission.fateOf(findOne(kind, name))).toBe(fate);
  });
});

describe('what is kept', () => {
  const steps = objects
    .filter((object) => decommission.fateOf(object) === 'kept')
    .map((object) => ({ kind: object.kind, step: decommission.explainKept(object, region) }));

  it('is deleted by a person with commands, or goes with what it belongs to', () => {
    const silent = new Set(steps.flatMap(({ kind, step }) => (step === undefined ? [kind] : [])));

    expect([...silent].filter((kind) => !/^Bucket./.test(kind))).toStrictEqual(['Alias']);
    expect(steps.filter(({ step }) => step?.commands.length === 0)).toStrictEqual([]);
  });

  it('is named once each', () => {
    expect(steps.flatMap(({ step }) => step?.what ?? []).sort()).toStrictEqual([
      'DNS zone aws-eu-west-1.apps.example.com',
      'bucket atoll-aws-eu-west-1-backup-111122223333',
      'bucket atoll-aws-eu-west-1-export-111122223333',
      'bucket atoll-aws-eu-west-1-registry-111122223333',
      'database atoll-aws-eu-west-1-db',
      'key atoll-aws-eu-west-1-key',
      'log group /aws/eks/atoll-aws-eu-west-1-cluster/cluster',
      'log group /aws/rds/instance/atoll-aws-eu-west-1-db/postgresql',
      'log group /aws/rds/instance/atoll-aws-eu-west-1-db/upgrade',
      'secret atoll-aws-eu-west-1-platform',
    ]);
  });

  it('loses the database only after its protection and with a final snapshot', () => {
    const database = steps.find(({ kind }) => kind === 'Instance')?.step;

    expect(database?.commands).toStrictEqual([
      'aws rds modify-db-instance --region eu-west-1 --db-instance-identifier atoll-aws-eu-west-1-db --no-deletion-protection --apply-immediately',
      'aws rds delete-db-instance --region eu-west-1 --db-instance-identifier atoll-aws-eu-west-1-db --final-db-snapshot-identifier atoll-aws-eu-west-1-db-final --no-delete-automated-backups',
      'aws rds wait db-instance-deleted --region eu-west-1 --db-instance-identifier atoll-aws-eu-west-1-db',
    ]);
  });

  const commandsOf = (what: RegExp) =>
    steps.find(({ step }) => what.test(step?.what ?? ''))?.step?.commands ?? [];

  it.each(['/hostedzone/Z1\t/hostedzone/Z2\n', '\n', 'None\n'])(
    'loses no zone when %j are found',
    (found) => {
      const { code, writes } = runAll(commandsOf(/^DNS zone/), {
        'route53.list-hosted-zones-by-name': [found],
      });

      expect(code).not.toBe(0);
      expect(writes).toStrictEqual([]);
    },
  );

  it('loses just the one public zone of exactly that name', () => {
    const { calls, writes } = runAll(commandsOf(/^DNS zone/), {
      'route53.list-hosted-zones-by-name': ['/hostedzone/Z1\n'],
    });

    expect(wordAfter(calls[0] ?? [], '--query')).toBe(
      "HostedZones[?Name=='aws-eu-west-1.apps.example.com.' && Config.PrivateZone==`false`].Id",
    );
    expect(writes).toStrictEqual(['route53 delete-hosted-zone --id /hostedzone/Z1']);
  });

  it.each([
    ['0\n', 2],
    ['1\n', 1],
  ])('loses the versions in a bucket round by round while %j are left behind: %i rounds', (left, rounds) => {
    const versions = ['{"Objects":[{"Key":"a\\n","VersionId":"1"}]}', '{"Objects":[{"VersionId":"2"}]}'];

    const { calls, stdin } = runAll(commandsOf(/^bucket/), {
      's3api.list-object-versions': [...versions, '{"Objects":[],"Quiet":true}'],
      's3api.delete-objects': [left, '0\n'],
    });

    expect(calls.filter(([, verb]) => verb === 'delete-objects').length).toBe(rounds);
    expect(stdin).toBe(versions.slice(0, rounds).join(''));
  });
});

describe('the locks', () => {
  const listLocks = (given: typeof region) =>
    buildRegion(given).flatMap((object) => decommission.locksOf(object, given));

  it('are read from the fields that set them', () => {
    expect(listLocks(region).map(({ what, until }) => `${what}: ${until}`)).toStrictEqual([
      'key atoll-aws-eu-west-1-key: a waiting period of 30 days, 7 at least',
      'cluster atoll-aws-eu-west-1-cluster: deletion protection, until somebody lifts it',
      'database atoll-aws-eu-west-1-db: deletion protection, until somebody lifts it',
      'secret atoll-aws-eu-west-1-platform: a recovery window of 30 days',
      'every version in bucket atoll-aws-eu-west-1-backup-111122223333: compliance mode, until 90 days after it was written',
    ]);
  });

  it('say who lifts governance mode, and that nobody lifts compliance mode', () => {
    const governance = exampleRegion({
      spec: { backup: { retentionDays: 14, objectLock: { mode: 'governance', days: 5 } } },
    });
    const liftOf = (given: typeof region) =>
      listLocks(given).find(({ what }) => what.startsWith('every version'))?.lift;

    expect(liftOf(region)).toMatch(/^Nobody, not even you/);
    expect(liftOf(governance)).toMatch(/^You, with s3:BypassGovernanceRetention/);
  });

  it('are none for backups without object lock', () => {
    expect(listLocks(exampleRegion()).filter(({ what }) => what.startsWith('every version'))).toStrictEqual(
      [],
    );
  });
});

describe('the scans for leftovers', () => {
  it('look for the tag of the region, for what its cluster made, and for names where there are no tags', () => {
    const commands = decommission.listLeftoverScans(region).flatMap((step) => step.commands);

    expect(commands[0]).toBe(
      "aws resourcegroupstaggingapi get-resources --region eu-west-1 --tag-filters Key=atoll:region,Values=aws-eu-west-1 --query 'ResourceTagMappingList[].ResourceARN'",
    );
    expect(commands.filter((command) => !command.includes('aws-eu-west-1'))).toStrictEqual([]);
  });
});

describe('the access of Atoll', () => {
  it('is taken back last of all: role and policies, then the boundaries', () => {
    const [role, boundaries] = decommission.listRevocation(region);
    const deployment = '--role-name atoll-aws-eu-west-1-deployment';
    const policies = 'arn:aws:iam::111122223333:policy/atoll-aws-eu-west-1';

    const { writes } = runAll([...(role?.commands ?? []), ...(boundaries?.commands ?? [])], {
      'iam.list-attached-role-policies': ['arn:one\tarn:two\n'],
      'iam.list-role-policies': ['atoll-stopped\n'],
      'iam.list-policy-versions': ['v2\tv1\n', 'None\n', '\n', '\n', 'v3\n'],
    });

    expect(writes.slice(0, 6)).toStrictEqual([
      `iam detach-role-policy ${deployment} --policy-arn arn:one`,
      `iam detach-role-policy ${deployment} --policy-arn arn:two`,
      `iam delete-role-policy ${deployment} --policy-name atoll-stopped`,
      `iam delete-role ${deployment}`,
      expect.stringMatching(/^iam delete-policy-version .* --version-id v2$/),
      expect.stringMatching(/^iam delete-policy-version .* --version-id v1$/),
    ]);
    expect(writes.slice(-3)).toStrictEqual([
      `iam delete-policy --policy-arn ${policies}-operators`,
      `iam delete-policy-version --policy-arn ${policies}-workloads --version-id v3`,
      `iam delete-policy --policy-arn ${policies}-workloads`,
    ]);
  });

  it('names what Terraform destroys, since it refuses to destroy the boundaries', () => {
    expect(decommission.listRevocation(region)[0]?.note).toMatch(
      /`terraform destroy -target=aws_iam_role\.deployment( -target=aws_iam_policy\.deployment(_\w+)?){3}`/,
    );
  });
});
