import { parse } from '@cdktn/hcl2json';
import { describe, expect, it } from 'vitest';
import { boundaryDocuments } from '../iam/boundaries.ts';
import { deploymentRoleDocuments } from '../iam/deployment-role.ts';
import { exampleRegion } from '../testing/example-region.ts';
import { renderTerraform } from './render-terraform.ts';
import { bundleRegions } from './testing/bundle-regions.ts';

/** A block as HashiCorp's own parser gives it: every block is a list of one. */
type Block = Readonly<Record<string, unknown>>;

interface Module {
  readonly resource: Readonly<Record<string, Readonly<Record<string, readonly Block[]>>>>;
  readonly output: Readonly<Record<string, unknown>>;
}

async function parseModule(text: string): Promise<Module> {
  return (await parse('bundle.tf', text)) as unknown as Module;
}

/** Gives the document in `jsonencode(…)`, with HCL's escapes undone. */
function decode(expression: unknown): unknown {
  const [, json = ''] = /^\$\{jsonencode\((.*)\)\}$/s.exec(String(expression)) ?? [];
  return JSON.parse(json.replaceAll('$${', '${').replaceAll('%%{', '%{'));
}

function listPolicies({ resource }: Module): readonly (Block & { readonly isKept: boolean })[] {
  return Object.values(resource['aws_iam_policy'] ?? {}).map(([block = {}]) => {
    const [lifecycle = {}] = (block['lifecycle'] ?? []) as readonly Block[];
    const { name, description, policy } = block;
    return { name, description, document: decode(policy), isKept: lifecycle['prevent_destroy'] === true };
  });
}

describe.each(bundleRegions)('the module for a region with %s', (_what, region) => {
  it('is HCL that holds exactly the documents of the Deployment role and of the boundaries', async () => {
    const { trust, policies } = deploymentRoleDocuments(region);
    const module = await parseModule(renderTerraform(region));

    const expected = [
      ...boundaryDocuments(region).policies.map((policy) => ({ ...policy, isKept: true })),
      ...policies.map((policy) => ({ ...policy, isKept: false })),
    ];
    expect(new Set(listPolicies(module))).toStrictEqual(new Set(expected));
    expect(
      decode(module.resource['aws_iam_role']?.['deployment']?.[0]?.['assume_role_policy']),
    ).toStrictEqual(trust);
  });

  it('has the same bytes every time', () => {
    expect(renderTerraform(region)).toBe(renderTerraform(region));
  });
});

describe(renderTerraform, () => {
  it('makes the role with its tags and longest session, in the right account only', async () => {
    const module = await parseModule(renderTerraform(exampleRegion()));

    const { assume_role_policy: _, ...role } = module.resource['aws_iam_role']?.['deployment']?.[0] ?? {};
    expect(role).toStrictEqual({
      name: 'atoll-aws-eu-west-1-deployment',
      description: 'Atoll acts as this role for region aws-eu-west-1.',
      max_session_duration: 3600,
      tags: { 'atoll:managed-by': 'atoll', 'atoll:region': 'aws-eu-west-1' },
      lifecycle: [
        {
          precondition: [
            {
              condition: '${data.aws_caller_identity.owner.account_id == "111122223333"}',
              error_message: 'This is for account 111122223333.',
            },
          ],
        },
      ],
    });
  });

  it('attaches the three policies of the role and no boundary', async () => {
    const { resource, output } = await parseModule(renderTerraform(exampleRegion()));

    expect(resource['aws_iam_role_policy_attachment']).toStrictEqual(
      Object.fromEntries(
        ['deployment', 'deployment_data', 'deployment_iam'].map((id) => [
          id,
          [{ role: '${aws_iam_role.deployment.name}', policy_arn: `\${aws_iam_policy.${id}.arn}` }],
        ]),
      ),
    );
    expect(Object.keys(output)).toStrictEqual(['deployment_role_arn', 'operators_arn', 'workloads_arn']);
  });

  it('fills in nothing that only looks like a template of HCL', async () => {
    const region = exampleRegion({
      organization: { controlPlaneRoleArn: 'arn:aws:iam::444455556666:role/${x}%{y}' },
    });

    const module = await parseModule(renderTerraform(region));

    expect(
      decode(module.resource['aws_iam_role']?.['deployment']?.[0]?.['assume_role_policy']),
    ).toStrictEqual(deploymentRoleDocuments(region).trust);
  });
});
