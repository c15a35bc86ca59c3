import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the stand-in for AWS answers. */
export interface FakeAwsAnswers {
  readonly account: string;
  /** Trust policy of the Deployment role. */
  readonly trust: unknown;
  /** What the simulator says of actions that it does not allow, as fields of an EvaluationResult. */
  readonly denied?: Readonly<Record<string, object>>;
  /** What the program complains of instead of answering. */
  readonly complaint?: string;
}

/** What the simulator says of everything else. */
const ALLOWED = { EvalDecision: 'allowed' };

/**
 * Writes a program `aws` into a folder, which answers as version 2 of the AWS CLI is documented to; gives that folder.
 *
 * It stands in for the cloud: what it prints has the shape of the API References of STS and IAM. A shell script, because
 * it is started hundreds of times.
 */
export function writeFakeAws(folder: string, answers: FakeAwsAnswers): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const program = join(bin, 'aws');
  writeFileSync(
    program,
    answers.complaint === undefined ? toScript(answers) : toComplaint(answers.complaint),
  );
  chmodSync(program, 0o755);
  return bin;
}

function toScript({ account, trust, denied = {} }: FakeAwsAnswers): string {
  const changes = Object.entries(denied).map(([action, result]) =>
    toChange(toResult(action, ALLOWED), toResult(action, result)),
  );
  const results = [toChange('"([^"]*)"', toResult('\\1', ALLOWED)), ...changes].join('; ');
  return `#!/bin/sh
case "$1 $2" in
'sts get-caller-identity') printf '%s' '${JSON.stringify({ Account: account })}' ;;
'iam get-role') printf '%s' '${JSON.stringify({ Role: { AssumeRolePolicyDocument: trust } })}' ;;
'iam simulate-principal-policy')
  for question; do :; done
  names=$(printf '%s\\n' "$question" | sed -E 's/.*"ActionNames":\\[([^]]*)\\].*/\\1/')
  printf '{"EvaluationResults":[%s]}' "$(printf '%s\\n' "$names" | sed -E '${results}')" ;;
*) exit 252 ;;
esac
`;
}

function toResult(action: string, result: object): string {
  return JSON.stringify({ EvalActionName: action, ...result }).replaceAll('\\\\', '\\');
}

function toChange(from: string, to: string): string {
  return `s#${from.replaceAll(/[{}]/g, '\\$&')}#${to}#g`;
}

function toComplaint(words: string): string {
  return `#!/bin/sh\nprintf '%s' '${words}' >&2\nexit 254\n`;
}
