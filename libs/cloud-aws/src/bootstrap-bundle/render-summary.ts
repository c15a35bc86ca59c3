import type { AwsRegion } from '../aws-region.ts';
import { extraPolicyNameOf } from '../iam/guard-statements.ts';
import { madeOperatorRoles } from '../iam/operator-documents.ts';
import { operatorTable } from '../iam/operator-table.ts';
import { type BundleParts, bundlePartsOf } from './bundle-parts.ts';
import { deleteRoleCommands, destroyRoleCommand, stopCommands } from './revoke-commands.ts';
import { statementWordsOf } from './statement-words.ts';

/** Gives one page for whoever has to agree to the bundle. */
export function renderSummary(region: AwsRegion): string {
  const parts = bundlePartsOf(region);
  return `${[
    ...renderTitle(region, parts),
    ...renderMade(parts),
    ...renderRights(region, parts),
    ...renderTrust(region, parts),
    ...renderRevocation(region, parts),
    ...renderOperators(region),
    ...renderTags(region, parts),
  ].join('\n')}\n`;
}

function renderTitle({ name, location }: AwsRegion, { account }: BundleParts): readonly string[] {
  return [
    `# What Atoll gets for region ${name}`,
    '',
    `In account ${account}, for everything in ${location}. Nothing is made in the account before you run this.`,
    '',
  ];
}

function renderMade({ boundaries, policies, role }: BundleParts): readonly string[] {
  return [
    '## What it makes',
    '',
    '| what | name | for |',
    '|---|---|---|',
    `| role | \`${role.name}\` | ${role.description} |`,
    ...policies.map(({ name, description }) => `| policy | \`${name}\` | ${description} |`),
    ...boundaries.map(({ name, description }) => `| boundary | \`${name}\` | ${description} |`),
    '',
    'A boundary grants nothing: it is the most that a role within it can ever do. Every role that Atoll makes later is within one of the two.',
    '',
  ];
}

function renderRights(region: AwsRegion, { policies }: BundleParts): readonly string[] {
  const documents = policies.map(({ document }) => document);
  const granted = region.extraGrants.map(
    ({ service, reason }) =>
      `- ${service}, which you grant yourself, by an inline policy or the managed policy \`${extraPolicyNameOf(region)}\`: ${reason}`,
  );
  return [
    '## What the role can do',
    '',
    ...toItems(statementWordsOf(region, documents, 'Allow')),
    ...granted,
    '',
    'That is why a region should have an account of its own: where a line says "everywhere in the account", it holds for what is not Atoll\'s, too.',
    '',
    '## What it cannot do, whatever else allows it',
    '',
    ...toItems(statementWordsOf(region, documents, 'Deny')),
    `- Anything in other services than ${operatorTable.deployment.services.join(', ')}`,
    '',
  ];
}

function toItems(sentences: readonly string[]): readonly string[] {
  return sentences.map((sentence) => `- ${sentence}`);
}

function renderTrust(region: AwsRegion, { role }: BundleParts): readonly string[] {
  const { cloudOrganization, cloudSpec, name } = region;
  return [
    '## Who can use it',
    '',
    `Only \`${cloudOrganization.controlPlaneRoleArn}\`, only with the external id \`${cloudSpec.externalId}\`, for at most ${role.sessionSeconds / 60} minutes at a time.`,
    `A session may carry one tag, \`atoll:region\` = \`${name}\`; CloudTrail shows it.`,
    'IAM refuses the trust policy while that principal does not exist.',
    '',
  ];
}

function renderRevocation(region: AwsRegion, { role }: BundleParts): readonly string[] {
  const { stop, resume } = stopCommands(region);
  return [
    '## How to take it back',
    '',
    'At once, open sessions included; the region goes on running, and nobody changes it any more:',
    '',
    ...toCode([stop]),
    'Undo that:',
    '',
    ...toCode([resume]),
    `For good: undo the stop, then delete the stack or \`${destroyRoleCommand(region)}\`; or`,
    '',
    ...toCode(deleteRoleCommands(region)),
    `The boundaries stay as long as roles of the region are within them. To give access again, run the bundle again; with CloudFormation, create the change set with \`--import-existing-resources\`, which takes the boundaries over.`,
    `When it was used: \`aws cloudtrail lookup-events --lookup-attributes AttributeKey=ResourceName,AttributeValue=${role.name}\`, in every location where CloudTrail records.`,
    '',
  ];
}

function toCode(commands: readonly string[]): readonly string[] {
  return ['```sh', ...commands, '```', ''];
}

/** Whoever takes the Deployment role back has not got rid of these. */
function renderOperators({ names, cloudOrganization, roles }: AwsRegion): readonly string[] {
  const made = madeOperatorRoles.map((role) => `\`${names.of(role)}\``);
  const own = roles.map(
    ({ name, purpose, subjects }) => `- \`${names.of(name)}\`, for ${subjects.join(', ')}: ${purpose}`,
  );
  return [
    `Atoll makes roles for people, too: ${made.join(', ')} for its operations team \`${cloudOrganization.operationsPrincipalArn}\`, the last open only during a grant.`,
    ...(own.length === 0 ? [] : ['And, as spec.access.roles says:', '', ...own, '']),
    'They outlive the Deployment role; the first command stops each of them in the same way, with its name.',
    '',
  ];
}

function renderTags(region: AwsRegion, { tags }: BundleParts): readonly string[] {
  const pairs = Object.entries(tags).map(([key, value]) => `\`${key}\` = \`${value}\``);
  return [
    '## What is tagged',
    '',
    `Everything that Atoll makes and AWS lets it tag carries ${pairs.join(' and ')}; names begin with \`${region.names.of('')}\`.`,
    'CloudFormation cannot tag the five policies; the other two forms do.',
  ];
}
