import type { AwsRegion } from '../aws-region.ts';
import type { PolicyDocument } from '../iam/policy-document.ts';
import { type BundleParts, type BundlePolicy, bundlePartsOf } from './bundle-parts.ts';

/** Oldest AWS provider that knows every argument below. */
const PROVIDER_VERSION = '>= 5.0';

/** Gives the bundle as a Terraform root module; providers and state are the owner's choice. */
export function renderTerraform(region: AwsRegion): string {
  const parts = bundlePartsOf(region);
  return [
    renderHead(region),
    renderSettings(),
    ...parts.boundaries.map((policy) => renderPolicyResource(policy, parts, true)),
    ...parts.policies.map((policy) => renderPolicyResource(policy, parts, false)),
    renderRole(parts),
    ...parts.policies.map(renderAttachment),
    renderOutputs(parts),
  ].join('\n');
}

/** Gives the name that Terraform knows a policy by. */
export function terraformAddressOf(policy: BundlePolicy): string {
  return `aws_iam_policy.${idOf(policy)}`;
}

function renderHead({ name }: AwsRegion): string {
  return `# Made by \`atoll region bootstrap ${name} --format terraform\`; \`--summary\` says what it allows.
# Works with Terraform and OpenTofu, with your own provider block and state.
`;
}

function renderSettings(): string {
  return `terraform {
  required_version = ">= 1.3"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ${quote(PROVIDER_VERSION)}
    }
  }
}

data "aws_caller_identity" "owner" {}
`;
}

/** A destroyed boundary would leave the roles within it without any right, so Terraform is told to refuse that. */
function renderPolicyResource(policy: BundlePolicy, parts: BundleParts, isKept: boolean): string {
  const conditions = isKept ? '    prevent_destroy = true\n' : '';
  return `resource "aws_iam_policy" "${idOf(policy)}" {
  name        = ${quote(policy.name)}
  description = ${quote(policy.description)}
  policy      = ${renderDocument(policy.document)}
${renderTags(parts)}
  lifecycle {
${conditions}${renderPrecondition(parts)}
  }
}
`;
}

function renderRole(parts: BundleParts): string {
  const { role } = parts;
  return `resource "aws_iam_role" "deployment" {
  name                 = ${quote(role.name)}
  description          = ${quote(role.description)}
  max_session_duration = ${role.sessionSeconds}
  assume_role_policy   = ${renderDocument(role.trust)}
${renderTags(parts)}
  lifecycle {
${renderPrecondition(parts)}
  }
}
`;
}

function renderAttachment(policy: BundlePolicy): string {
  return `resource "aws_iam_role_policy_attachment" "${idOf(policy)}" {
  role       = aws_iam_role.deployment.name
  policy_arn = aws_iam_policy.${idOf(policy)}.arn
}
`;
}

function renderOutputs({ boundaries }: BundleParts): string {
  const outputs = [
    ['deployment_role_arn', 'aws_iam_role.deployment.arn'],
    ...boundaries.map((policy) => [`${idOf(policy)}_arn`, `aws_iam_policy.${idOf(policy)}.arn`]),
  ];
  return outputs.map(([name, value]) => `output "${name}" {\n  value = ${value}\n}\n`).join('\n');
}

function renderPrecondition({ account }: BundleParts): string {
  return `    precondition {
      condition     = data.aws_caller_identity.owner.account_id == ${quote(account)}
      error_message = ${quote(`This is for account ${account}.`)}
    }`;
}

function renderTags({ tags }: BundleParts): string {
  const rows = Object.entries(tags).map(([key, value]) => `    ${quote(key)} = ${quote(value)}`);
  return `  tags = {\n${rows.join('\n')}\n  }`;
}

/** JSON is an expression of HCL as it stands, but for `\${` and `%{`, which HCL would fill in. */
function renderDocument(document: PolicyDocument): string {
  const json = escapeTemplates(JSON.stringify(document, undefined, 2));
  return `jsonencode(${json.replaceAll('\n', '\n  ')})`;
}

function quote(text: string): string {
  return escapeTemplates(JSON.stringify(text));
}

function escapeTemplates(text: string): string {
  return text.replaceAll('${', '$${').replaceAll('%{', '%%{');
}

/** Gives the label of a policy, such as `deployment_data`. */
function idOf({ thing }: BundlePolicy): string {
  return thing.replaceAll('-', '_');
}
