import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTemporaryGitFleet, type TemporaryGitFleet } from './testing/temporary-git-fleet.ts';

const SCHEMA = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../docs/schemas/cli-output.schema.json'), 'utf8'),
) as { readonly properties: Readonly<Record<string, object>>; readonly definitions: object };

const REGION = 'aws-us-west-2';
const GRANT = [
  '--role',
  'read-only-operations',
  '--person',
  'a@example.com',
  '--for',
  '2h',
  '--ticket',
  'T-1',
];
const SUBJECT = ['--subject', 'arn:aws:iam::444455556666:role/alice', '--reason', 'a look at the logs'];
const NEW = ['--location', 'eu-west-1', '--account', '111122223333', '--domain', 'apps.example.com'];

/** Needs a cluster, and is held to the schema where it has one. */
const ELSEWHERE = [
  'observe',
  'drift list',
  'drift list --watch',
  'drift show',
  'drift ack',
  'drift heal',
  'drift adopt',
  'drift ignore',
  'fleet',
  'region status',
  'region smoke',
  // Needs a log, and is held to the schema by audit.e2e.ts.
  'audit query',
  'audit verify',
];

let fleet: TemporaryGitFleet;

beforeAll(() => {
  fleet = createTemporaryGitFleet();
});

afterAll(() => fleet[Symbol.dispose]());

/** Words of every command, in an order in which each finds what it needs. */
const calls: readonly (readonly [command: string, words: readonly string[]])[] = [
  ['version', []],
  ['validate', []],
  ['explain', ['spec.persistence.size', '--region', REGION]],
  ['region list', []],
  ['region new', ['aws-eu-west-1', ...NEW, '--yes', '--dry-run']],
  ['region bootstrap', [REGION, '--format', 'cloudformation']],
  ['region verify', [REGION]],
  ['region decommission', [REGION, '--plan']],
  ['iam show', [REGION]],
  ['iam diff', [REGION]],
  ['iam lint', [REGION]],
  ['render', [REGION, '--out', 'rendered']],
  ['synth', []],
  ['access grant', [REGION, ...GRANT, ...SUBJECT]],
  ['access list', []],
  ['access revoke', [REGION, 't-1']],
  ['access report', []],
  ['plan', ['--base', 'HEAD']],
];

describe('-o json', () => {
  it.each(calls)(
    'gives for %s the document that the schema tells, and nothing else',
    async (command, words) => {
      const { stdout } = await fleet.config.run([...command.split(' '), ...words, '-o', 'json']);

      expect(listFaults(command, JSON.parse(stdout))).toStrictEqual([]);
    },
  );

  it.each([
    ['publish', ['--allow-dirty']],
    ['watch', ['--once']],
  ])('gives it for %s too', async (command, words) => {
    const to = ['--repo', fleet.deploy];
    const from = command === 'watch' ? ['--config', fleet.config.root] : [];

    const { stdout } = await fleet.config.run([command, ...to, ...from, ...words, '-o', 'json']);

    expect(listFaults(command, JSON.parse(stdout))).toStrictEqual([]);
  });

  it('is tried for every command', () => {
    const tried = [...calls.map(([command]) => command), 'publish', 'watch', ...ELSEWHERE];

    expect(tried.sort()).toStrictEqual(Object.keys(SCHEMA.properties).sort());
  });
});

function listFaults(command: string, document: unknown): readonly string[] {
  const ajv = new Ajv({ allErrors: true, strict: false });
  const validate = ajv.compile({ ...SCHEMA.properties[command], definitions: SCHEMA.definitions });
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}
