import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AuditEntry, createFolderSink, openAuditLog } from '@atoll/audit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listSchemaFaults } from '../src/testing/output-schema.ts';
import { runAtoll } from './testing/run-atoll.ts';

const ENTRIES: readonly AuditEntry[] = [
  {
    at: '2026-02-28T23:59:00.000Z',
    actor: 'agent:atoll-agent-0',
    action: 'agent.start',
    subject: 'aws-us-east-1',
    outcome: 'done',
    detail: { version: '0.1.0' },
  },
  {
    at: '2026-03-01T10:00:00.000Z',
    actor: 'user:ann',
    action: 'drift.acknowledge',
    subject: 'apps/Deployment/shop/cart',
    outcome: 'done',
    detail: { driftId: 'cart-1', comment: 'load test' },
  },
  {
    at: '2026-03-02T10:00:00.000Z',
    actor: 'agent:atoll-agent-0',
    action: 'heal.flux',
    subject: 'apps/Deployment/shop/cart',
    outcome: 'done',
    detail: { driftId: 'cart-1', stage: 'platform' },
  },
  {
    at: '2026-04-01T00:00:00.000Z',
    actor: 'agent:atoll-agent-0',
    action: 'heal.apply',
    subject: 'apps/Deployment/shop/cart',
    outcome: 'failed',
    detail: { driftId: 'cart-1', attempt: 2 },
  },
];

let folder = '';

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'atoll-audit-e2e-'));
  await writeLog('own', 'region');
});

afterEach(() => rmSync(folder, { recursive: true }));

async function writeLog(name: string, half: 'region' | 'control-plane'): Promise<void> {
  const sink = createFolderSink(join(folder, name), () => undefined);
  const log = openAuditLog({ origin: { region: 'aws-us-east-1', half }, sink, warn: () => undefined });
  for (const entry of ENTRIES) await log.appendRecord(entry);
}

function audit(...words: readonly string[]) {
  return runAtoll(['audit', ...words], { cwd: folder });
}

describe('atoll audit query', () => {
  it('answers who did what in March', async () => {
    const words = [
      '--region',
      'aws-us-east-1',
      '--from',
      '2026-03-01T00:00:00Z',
      '--to',
      '2026-04-01T00:00:00Z',
    ];

    const { code, stdout, stderr } = await audit('query', 'own', ...words);

    expect([code, stderr]).toStrictEqual([0, '']);
    expect(stdout.split('\n').map((line) => line.split(/ {2,}/))).toStrictEqual([
      ['AT', 'REGION', 'ACTOR', 'ACTION', 'SUBJECT', 'OUTCOME', 'DETAIL'],
      [
        '2026-03-01T10:00:00.000Z',
        'aws-us-east-1',
        'user:ann',
        'drift.acknowledge',
        'apps/Deployment/shop/cart',
        'done',
        'comment=load test driftId=cart-1',
      ],
      [
        '2026-03-02T10:00:00.000Z',
        'aws-us-east-1',
        'agent:atoll-agent-0',
        'heal.flux',
        'apps/Deployment/shop/cart',
        'done',
        'driftId=cart-1 stage=platform',
      ],
      [''],
    ]);
  });

  it.each([
    [
      ['--action', 'heal'],
      [3, 4],
    ],
    [['--action', 'heal.apply'], [4]],
    [['--actor', 'user:ann'], [2]],
    [['--region', 'aws-us-west-2'], []],
  ])('with %j gives the records %j', async (words, numbers) => {
    const { stdout } = await audit('query', 'own', ...words, '-o', 'json');
    const document = JSON.parse(stdout) as { readonly records: readonly { readonly sequence: number }[] };

    expect(listSchemaFaults('audit query', document)).toStrictEqual([]);
    expect(document.records.map(({ sequence }) => sequence)).toStrictEqual(numbers);
  });

  it('passes no line over that is no record', async () => {
    alter('own/2026-03.jsonl', (text) => text.replace('"ann', 'ann'));
    alter('own/2026-03.jsonl', (text) => text.replace('user:ann"', 'user:ann'));

    const { code, stderr } = await audit('query', 'own');

    expect(code).toBe(1);
    expect(stderr).toContain('2026-03.jsonl:1 is no audit record as Atoll writes it');
    expect(stderr).toContain('(ERR_AUDIT_RECORD)');
  });
});

describe('atoll audit verify', () => {
  it('finds every chain under a folder sound, whichever half it is of', async () => {
    await writeLog('control', 'control-plane');

    const { code, stdout } = await audit('verify', '.', '-o', 'json');
    const report = JSON.parse(stdout) as object;

    expect(code).toBe(0);
    expect(listSchemaFaults('audit verify', report)).toStrictEqual([]);
    expect(report).toMatchObject({
      records: 8,
      broken: 0,
      chains: [
        { folder: 'control', half: 'control-plane', files: 3, head: { sequence: 4 } },
        { folder: 'own', half: 'region', region: 'aws-us-east-1', head: { sequence: 4 } },
      ],
    });
  });

  it.each([
    [
      'altered',
      'record 2 (own/2026-03.jsonl:1) is altered',
      () => alter('own/2026-03.jsonl', (text) => text.replace('user:ann', 'user:bob')),
    ],
    [
      'missing',
      'record 2 (own/2026-03.jsonl:1) is missing',
      () => alter('own/2026-03.jsonl', (text) => text.slice(text.indexOf('\n') + 1)),
    ],
    [
      'torn',
      'record 4 (own/2026-04.jsonl:1) is unreadable',
      () => alter('own/2026-04.jsonl', (text) => text.slice(0, 40)),
    ],
  ])('names the first record that is %s', async (_what, message, tamper) => {
    tamper();

    const { code, stdout } = await audit('verify', 'own');

    expect(code).toBe(1);
    expect(stdout).toContain(message);
    expect(stdout).toContain('1 chain of 1 broken.');
  });

  it('notices a tail that was cut off by a head that is known', async () => {
    const before = JSON.parse((await audit('verify', 'own', '-o', 'json')).stdout) as {
      readonly chains: readonly { readonly head: { readonly sequence: number; readonly hash: string } }[];
    };
    const head = before.chains[0]?.head;
    rmSync(join(folder, 'own/2026-04.jsonl'));

    const without = await audit('verify', 'own');
    const withHead = await audit('verify', 'own', '--head', `${head?.sequence}:${head?.hash}`);

    expect(without.code).toBe(0);
    expect(withHead.code).toBe(1);
    expect(withHead.stdout).toContain('record 4 is known to have been written');
  });

  it('takes the files of a chain too, in any order', async () => {
    const files = ['own/2026-04.jsonl', 'own/2026-02.jsonl', 'own/2026-03.jsonl'];

    expect((await audit('verify', ...files)).code).toBe(0);
  });

  it('does not take a chain for that of the other half', async () => {
    const { code, stdout } = await audit('verify', 'own', '--half', 'control-plane');

    expect(code).toBe(1);
    expect(stdout).toContain('does not follow the start of aws-us-east-1, half control-plane');
  });

  it.each([
    [['verify', 'gone'], 'gone is not there'],
    [['query', '.git-export'], '.git-export is not there'],
  ])('%j says that there is no log', async (words, message) => {
    const { code, stderr } = await audit(...words);

    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).toContain('(ERR_AUDIT_FILES)');
  });
});

/** Changes a file as somebody would who wants a record to be another one. */
function alter(path: string, change: (text: string) => string): void {
  const file = join(folder, path);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}
