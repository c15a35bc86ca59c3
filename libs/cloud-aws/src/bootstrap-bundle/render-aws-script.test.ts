import { describe, expect, it } from 'vitest';
import { boundaryDocuments } from '../iam/boundaries.ts';
import { deploymentRoleDocuments } from '../iam/deployment-role.ts';
import { type AwsRegion, deploymentRoleOf } from '../aws-region.ts';
import { exampleRegion } from '../testing/example-region.ts';
import { renderAwsScript } from './render-aws-script.ts';
import { bundleRegions } from './testing/bundle-regions.ts';
import { type FakeAccount, runScript, type ScriptRun, wordAfter } from './testing/run-script.ts';

const ACCOUNT = '111122223333';

function run(region: AwsRegion, fake: Partial<FakeAccount> = {}): ScriptRun {
  return runScript(renderAwsScript(region), { account: ACCOUNT, exists: false, ...fake });
}

function callsOf({ calls }: ScriptRun, verb: string): readonly (readonly string[])[] {
  return calls.filter(([service, called]) => service === 'iam' && called === verb);
}

describe.each(bundleRegions)('the script for a region with %s', (_what, region) => {
  it('makes exactly the policies and the role that the region relies on', () => {
    const { trust, policies } = deploymentRoleDocuments(region);

    const made = run(region);

    const created = callsOf(made, 'create-policy').map((call) => ({
      name: wordAfter(call, '--policy-name'),
      description: wordAfter(call, '--description'),
      document: JSON.parse(wordAfter(call, '--policy-document')),
    }));
    const [role = []] = callsOf(made, 'create-role');
    expect(created).toStrictEqual([...boundaryDocuments(region).policies, ...policies]);
    expect(wordAfter(role, '--role-name')).toBe(deploymentRoleOf(region));
    expect(JSON.parse(wordAfter(role, '--assume-role-policy-document'))).toStrictEqual(trust);
    expect([made.code, callsOf(made, 'attach-role-policy').length]).toStrictEqual([0, 3]);
  });

  it('updates the same when they are there already, and makes nothing', () => {
    const { trust, policies } = deploymentRoleDocuments(region);

    const updated = run(region, { exists: true });

    const documents = callsOf(updated, 'create-policy-version').map((call) =>
      JSON.parse(wordAfter(call, '--policy-document')),
    );
    const [role = []] = callsOf(updated, 'update-assume-role-policy');
    expect(documents).toStrictEqual(
      [...boundaryDocuments(region).policies, ...policies].map(({ document }) => document),
    );
    expect(JSON.parse(wordAfter(role, '--policy-document'))).toStrictEqual(trust);
    expect(updated.code).toBe(0);
    expect([...callsOf(updated, 'create-policy'), ...callsOf(updated, 'create-role')]).toStrictEqual([]);
  });
});

describe(renderAwsScript, () => {
  it('does nothing with the credentials of another account', () => {
    const { code, calls, stderr } = run(exampleRegion(), { account: '999988887777' });

    expect(code).toBe(1);
    expect(calls.map(([service]) => service)).toStrictEqual(['sts']);
    expect(stderr).toBe(
      'These are credentials of account 999988887777; this is for account 111122223333. Nothing was done.\n',
    );
  });

  it('tags all that it makes', () => {
    const made = run(exampleRegion());

    const tags = [...callsOf(made, 'create-policy'), ...callsOf(made, 'create-role')].map((call) =>
      call.slice(call.indexOf('--tags') + 1),
    );
    expect(tags.length).toBe(6);
    expect(new Set(tags.map((words) => words.join(' ')))).toStrictEqual(
      new Set(['Key=atoll:managed-by,Value=atoll Key=atoll:region,Value=aws-eu-west-1']),
    );
  });

  it('makes room for a new version of a policy that holds as many as IAM allows', () => {
    const updated = run(exampleRegion(), { exists: true, versions: 'v2\tv1' });

    const deleted = callsOf(updated, 'delete-policy-version').map((call) => wordAfter(call, '--version-id'));
    expect(deleted).toStrictEqual(['v2', 'v1', 'v2', 'v1', 'v2', 'v1', 'v2', 'v1', 'v2', 'v1']);
  });

  it('stops at the first call that AWS refuses', () => {
    const refused = run(exampleRegion(), { exit: 254 });

    expect(refused.code).toBe(254);
    expect(callsOf(refused, 'attach-role-policy')).toStrictEqual([]);
    expect(refused.stderr).not.toContain('done');
  });

  it('hands words on as they are, whatever a shell would make of them', () => {
    const externalId = '$(touch x)\'`"\\\n*';

    const [role = []] = callsOf(run(exampleRegion({ aws: { externalId } })), 'create-role');

    const trust = JSON.parse(wordAfter(role, '--assume-role-policy-document'));
    expect(trust.Statement[0].Condition.StringEquals).toStrictEqual({ 'sts:ExternalId': externalId });
  });
});
