import type { AwsRegion } from '../aws-region.ts';
import type { PolicyDocument } from '../iam/policy-document.ts';
import { type BundleParts, type BundlePolicy, bundlePartsOf } from './bundle-parts.ts';

/** Ends the documents in the script; no line of JSON can be that. */
const END = 'ATOLL_DOCUMENT';

/** Gives the bundle as a script for any POSIX shell that calls the AWS CLI; running it again updates what is there. */
export function renderAwsScript(region: AwsRegion): string {
  const parts = bundlePartsOf(region);
  return [
    renderHead(region, parts),
    FUNCTIONS,
    ...[...parts.boundaries, ...parts.policies].map(renderPolicyCall),
    renderRoleCall(parts),
    ...parts.policies.map(({ arn }) => `attach_policy ${quote(parts.role.name)} ${quote(arn)}\n`),
    `say ${quote(`done: ${parts.role.arn}`)}\n`,
  ].join('\n');
}

function renderHead({ name }: AwsRegion, { account, tags }: BundleParts): string {
  const pairs = Object.entries(tags).map(([key, value]) => quote(`Key=${key},Value=${value}`));
  return `#!/bin/sh
# Made by \`atoll region bootstrap ${name} --format aws\`; \`--summary\` says what it allows.
# Makes or updates the Deployment role and both permissions boundaries in account ${account}, with your own credentials.
set -eu

account=${quote(account)}

say() { printf '%s\\n' "$*" >&2; }

found=$(aws sts get-caller-identity --query Account --output text)
if [ "$found" != "$account" ]; then
  say "These are credentials of account $found; this is for account $account. Nothing was done."
  exit 1
fi

# Words for --tags, kept as the script's own arguments: no other list survives every shell.
set -- ${pairs.join(' ')}
`;
}

/** A policy holds five versions, so all but the newest three that are not in force make room. */
const FUNCTIONS = `# put_policy <name> <arn> <description> <document> <tag...>
put_policy() {
  name=$1 arn=$2 description=$3 document=$4
  shift 4
  if aws iam get-policy --policy-arn "$arn" >/dev/null 2>&1; then
    old=$(aws iam list-policy-versions --policy-arn "$arn" --output text \\
      --query 'reverse(sort_by(Versions[?!IsDefaultVersion], &CreateDate))[3:].VersionId')
    for version in $old; do
      [ "$version" = None ] || aws iam delete-policy-version --policy-arn "$arn" --version-id "$version"
    done
    aws iam create-policy-version --policy-arn "$arn" --policy-document "$document" --set-as-default >/dev/null
    aws iam tag-policy --policy-arn "$arn" --tags "$@"
    say "updated policy $name"
  else
    aws iam create-policy --policy-name "$name" --description "$description" \\
      --policy-document "$document" --tags "$@" >/dev/null
    say "created policy $name"
  fi
}

# put_role <name> <description> <seconds> <trust> <tag...>
put_role() {
  name=$1 description=$2 seconds=$3 trust=$4
  shift 4
  if aws iam get-role --role-name "$name" >/dev/null 2>&1; then
    aws iam update-assume-role-policy --role-name "$name" --policy-document "$trust"
    aws iam update-role --role-name "$name" --description "$description" --max-session-duration "$seconds" >/dev/null
    aws iam tag-role --role-name "$name" --tags "$@"
    say "updated role $name"
  else
    aws iam create-role --role-name "$name" --description "$description" --max-session-duration "$seconds" \\
      --assume-role-policy-document "$trust" --tags "$@" >/dev/null
    say "created role $name"
  fi
}

# attach_policy <role> <arn>; attaching twice is no mistake
attach_policy() {
  aws iam attach-role-policy --role-name "$1" --policy-arn "$2"
}
`;

function renderPolicyCall({ name, arn, description, document }: BundlePolicy): string {
  return `${renderDocument(document)}
put_policy ${[name, arn, description].map(quote).join(' ')} "$document" "$@"
`;
}

function renderRoleCall({ role }: BundleParts): string {
  const { name, description, sessionSeconds, trust } = role;
  return `${renderDocument(trust)}
put_role ${quote(name)} ${quote(description)} ${sessionSeconds} "$document" "$@"
`;
}

/** The quoted end word keeps the shell from reading anything in the document. */
function renderDocument(document: PolicyDocument): string {
  return `document=$(cat <<'${END}'\n${JSON.stringify(document, undefined, 2)}\n${END}\n)`;
}

/** Gives one word of a POSIX shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
