import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Stands in for the AWS CLI: writes down its words, and answers what the script asks. */
const FAKE_AWS = `#!/bin/sh
printf '%s\\0' "$#" "$@" >>"$FAKE_LOG"
case "$*" in *file:///dev/stdin*) cat >>"$FAKE_LOG.stdin" ;; esac
for answer in "$FAKE_LOG.$1.$2".*; do
  [ -f "$answer" ] && { cat "$answer"; rm "$answer"; exit; }
done
case "$1 $2" in
  'sts get-caller-identity') printf '%s\\n' "$FAKE_ACCOUNT" ;;
  'iam get-policy' | 'iam get-role') [ "$FAKE_EXISTS" = yes ] ;;
  'iam list-policy-versions') printf '%s\\n' "$FAKE_VERSIONS" ;;
  'iam create-role') exit "$FAKE_EXIT" ;;
esac
`;

/** What the account of the test looks like. */
export interface FakeAccount {
  readonly account: string;
  /** Whether role and policies are there already. */
  readonly exists: boolean;
  /** What list-policy-versions prints. */
  readonly versions?: string;
  /** Exit code of create-role. */
  readonly exit?: number;
  /** What further calls print, one after another, by service and verb, such as `s3api.list-object-versions`. */
  readonly answers?: Readonly<Record<string, readonly string[]>>;
}

/** What a run of the script did. */
export interface ScriptRun {
  readonly code: number | null;
  readonly stderr: string;
  /** Every call of the AWS CLI, word by word. */
  readonly calls: readonly (readonly string[])[];
  /** All that was handed to it by `file:///dev/stdin`. */
  readonly stdin: string;
}

/** Runs a script by a POSIX shell, with a recording stand-in for the AWS CLI. */
export function runScript(script: string, fake: FakeAccount): ScriptRun {
  const folder = mkdtempSync(join(tmpdir(), 'atoll-bundle-'));
  try {
    const [aws, log, file] = [join(folder, 'aws'), join(folder, 'log'), join(folder, 'bundle.sh')];
    writeFileSync(aws, FAKE_AWS);
    chmodSync(aws, 0o755);
    writeFileSync(file, script);
    for (const [call, answers] of Object.entries(fake.answers ?? {}))
      for (const [at, answer] of answers.entries()) writeFileSync(`${log}.${call}.${at}`, answer);
    const env = {
      PATH: `${folder}:/usr/bin:/bin`,
      FAKE_LOG: log,
      FAKE_ACCOUNT: fake.account,
      FAKE_EXISTS: fake.exists ? 'yes' : 'no',
      FAKE_VERSIONS: fake.versions ?? 'None',
      FAKE_EXIT: String(fake.exit ?? 0),
    };
    const { status, stderr } = spawnSync('sh', [file], { cwd: folder, env, encoding: 'utf8' });
    const read = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');
    return { code: status, stderr, calls: parseLog(read(log)), stdin: read(`${log}.stdin`) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Gives the word behind an option. */
export function wordAfter(call: readonly string[], option: string): string {
  const at = call.indexOf(option);
  if (at === -1) throw new RangeError(`${call.join(' ')} has no ${option}`);
  return call[at + 1] ?? '';
}

function parseLog(log: string): readonly (readonly string[])[] {
  const words = log.split('\0').slice(0, -1);
  const calls: string[][] = [];
  for (let at = 0; at < words.length; ) {
    const count = Number(words[at]);
    calls.push(words.slice(at + 1, at + 1 + count));
    at += 1 + count;
  }
  return calls;
}
