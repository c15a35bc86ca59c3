import { describe, expect, it } from 'vitest';
import { boundaryDocuments } from '../iam/boundaries.ts';
import { deploymentRoleDocuments } from '../iam/deployment-role.ts';
import { exampleRegion } from '../testing/example-region.ts';
import { renderSummary } from './render-summary.ts';
import { statementWordsOf } from './statement-words.ts';
import { bundleRegions } from './testing/bundle-regions.ts';

describe.each(bundleRegions)('the summary for a region with %s', (_what, region) => {
  const summary = renderSummary(region);
  const { trust, policies } = deploymentRoleDocuments(region);
  const documents = policies.map(({ document }) => document);

  it('has words for every statement of the role', () => {
    const said = (['Allow', 'Deny'] as const).flatMap((effect) =>
      statementWordsOf(region, documents, effect),
    );

    expect(said.length).toBe(documents.flatMap(({ Statement }) => Statement).length);
    expect(said.filter((words) => words.startsWith('Statement '))).toStrictEqual([]);
    expect(said.filter((words) => !summary.includes(`- ${words}\n`))).toStrictEqual([]);
  });

  it('names all that is made, the one principal, and the external id', () => {
    const principals = new Set(trust.Statement.map(({ Principal }) => Object.values(Principal ?? {})[0]));
    const names = [...policies, ...boundaryDocuments(region).policies].map(({ name }) => name);

    expect([...principals]).toStrictEqual([region.cloudOrganization.controlPlaneRoleArn]);
    expect(summary).toContain(
      `Only \`${[...principals][0]}\`, only with the external id \`${region.cloudSpec.externalId}\`, for at most 60 minutes`,
    );
    expect(names.filter((name) => !summary.includes(`\`${name}\` |`))).toStrictEqual([]);
  });

  it('fits on a page or two', () => {
    expect(summary.split('\n').length).toBeLessThan(100);
  });
});

describe(renderSummary, () => {
  const summary = renderSummary(exampleRegion());

  it('gives the command that stops the role at once, and those that delete it', () => {
    const commands = summary.split('\n').filter((line) => line.startsWith('aws iam '));

    expect(commands[0]).toBe(
      `aws iam put-role-policy --role-name atoll-aws-eu-west-1-deployment --policy-name atoll-stopped --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}'`,
    );
    expect(commands.filter((command) => command.startsWith('aws iam delete-role --')).length).toBe(1);
  });

  it('says that what Atoll may do is not limited to what is its own', () => {
    expect(summary).toContain('**everywhere in the account**');
    expect(summary).toContain('That is why a region should have an account of its own');
  });

  it('names the roles that its operations team gets, which revoking the Deployment role leaves', () => {
    for (const role of ['read-only-operations', 'elevated-operations', 'limited-administrator']) {
      expect(summary).toContain(`\`atoll-aws-eu-west-1-${role}\``);
    }
    expect(summary).toContain('`arn:aws:iam::444455556666:role/atoll-operations`');
  });

  it('says in which policies the owner grants a service beyond the ten', () => {
    const region = exampleRegion({
      spec: { access: { extraGrants: [{ service: 'ecr', reason: 'cache of images' }] } },
    });

    expect(renderSummary(region)).toContain(
      '- ecr, which you grant yourself, by an inline policy or the managed policy `atoll-aws-eu-west-1-deployment-extra`: cache of images\n',
    );
  });

  it('names a role of the configuration, for whom and what for', () => {
    const role = {
      name: 'billing-access',
      from: 'read-only-operations',
      purpose: 'look at what is paid for',
      subjects: ['arn:aws:iam::111122223333:role/finance'],
    } as const;

    expect(renderSummary({ ...exampleRegion(), roles: [role] })).toContain(
      '- `atoll-aws-eu-west-1-billing-access`, for arn:aws:iam::111122223333:role/finance: look at what is paid for\n',
    );
  });
});
