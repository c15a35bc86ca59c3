import { describe, expect, it } from 'vitest';
import type { AuditAction } from './audit-actions.ts';
import type { AuditEntry, AuditRecord } from './audit-record.ts';
import { type AuditLog, openAuditLog } from './open-audit-log.ts';
import { createMemorySink, type MemorySink } from './testing/memory-sink.ts';
import { toEntry } from './testing/to-entry.ts';

const origin = { region: 'eu-west-1', half: 'region' } as const;

function open(sink: MemorySink = createMemorySink()): {
  log: AuditLog;
  sink: MemorySink;
  warnings: string[];
} {
  const warnings: string[] = [];
  return { log: openAuditLog({ origin, sink, warn: (text) => warnings.push(text) }), sink, warnings };
}

async function collect(records: AsyncIterable<AuditRecord>): Promise<readonly number[]> {
  const sequences: number[] = [];
  for await (const { sequence } of records) sequences.push(sequence);
  return sequences;
}

describe('an audit log', () => {
  it('stores records in the order of the calls, also when nobody waits between them', async () => {
    const { log } = open();

    const records = await Promise.all([1, 2, 3, 4, 5].map((number) => log.appendRecord(toEntry(number))));

    expect(records.map(({ sequence, subject }) => [sequence, subject])).toStrictEqual(
      [1, 2, 3, 4, 5].map((number) => [number, `apps/Deployment/shop/cart-${number}`]),
    );
    expect((await log.verify(await log.readHead())).fault).toBeUndefined();
  });

  it('says that a record was not stored, and goes on with the same number', async () => {
    const { log, sink } = open();
    await log.appendRecord(toEntry(1));
    sink.failures.push('before');

    await expect(log.appendRecord(toEntry(2))).rejects.toMatchObject({ code: 'ERR_AUDIT_APPEND' });
    expect((await log.appendRecord(toEntry(3))).sequence).toBe(2);
    expect((await log.verify()).fault).toBeUndefined();
  });

  it('takes a record as stored when only the answer was lost, and stores it once', async () => {
    const { log, sink } = open();
    sink.failures.push('after');

    expect((await log.appendRecord(toEntry(1))).sequence).toBe(1);
    expect(sink.lines).toHaveLength(1);
  });

  it('seals a record again when another writer was faster, and says so', async () => {
    const { log, sink, warnings } = open();
    await log.appendRecord(toEntry(1));
    await open(sink).log.appendRecord(toEntry(2));

    expect((await log.appendRecord(toEntry(3))).sequence).toBe(3);
    expect((await log.verify()).fault).toBeUndefined();
    expect(warnings).toStrictEqual(['audit record sealed again after that of another writer']);
  });

  it('appends nothing to a chain whose end was altered', async () => {
    const { log, sink } = open();
    await log.appendRecord(toEntry(1));
    sink.lines[0] = sink.lines[0]?.replace('cart-1', 'cart-2') ?? '';

    await expect(open(sink).log.appendRecord(toEntry(2))).rejects.toMatchObject({ code: 'ERR_AUDIT_BROKEN' });
  });

  it('gives the records of a span, an actor and an action', async () => {
    const { log } = open();
    for (const number of [1, 2, 3]) await log.appendRecord(toEntry(number));
    await log.appendRecord({ ...toEntry(4), actor: 'user:alice', action: 'drift.acknowledge', detail: {} });

    expect(await collect(log.query({}))).toStrictEqual([1, 2, 3, 4]);
    expect(await collect(log.query({ from: toEntry(2).at, to: toEntry(4).at }))).toStrictEqual([2, 3]);
    expect(await collect(log.query({ actor: 'user:alice' }))).toStrictEqual([4]);
    expect(await collect(log.query({ action: 'heal' }))).toStrictEqual([1, 2, 3]);
    expect(await collect(log.query({ action: 'drift.acknowledge' }))).toStrictEqual([4]);
    expect(await collect(log.query({ region: 'eu-west-2' }))).toStrictEqual([]);
  });

  it('passes over no line that is unreadable', async () => {
    const { log, sink } = open();
    await log.appendRecord(toEntry(1));
    sink.lines.unshift('{}');

    await expect(collect(log.query({}))).rejects.toMatchObject({ code: 'ERR_AUDIT_RECORD' });
  });
});

describe('an entry', () => {
  const TOKEN = ['eyJhbGciOiJSUzI1NiJ9', 'eyJzdWIiOiJhbGljZSJ9', 'c2lnbmF0dXJl'].join('.');
  const PEM = '-----BEGIN PRIVATE KEY-----';

  it.each<[string, Partial<AuditEntry>, string]>([
    ['an instant without milliseconds', { at: '2026-11-30T00:00:00Z' }, 'ERR_AUDIT_ENTRY'],
    ['a day that there is not', { at: '2026-02-30T00:00:00.000Z' }, 'ERR_AUDIT_ENTRY'],
    ['an actor of no kind', { actor: 'alice' }, 'ERR_AUDIT_ENTRY'],
    ['a line break in the actor', { actor: 'user:alice\nuser:bob' }, 'ERR_AUDIT_ENTRY'],
    ['an action that is not in the table', { action: 'constructor' as AuditAction }, 'ERR_AUDIT_ENTRY'],
    ['no subject', { subject: '' }, 'ERR_AUDIT_ENTRY'],
    ['a key that the action does not have', { detail: { password: 'x' } as object }, 'ERR_AUDIT_DETAIL'],
    ['an object as a value', { detail: { reason: { a: 1 } } as object }, 'ERR_AUDIT_DETAIL'],
    ['a text of more than 1 KiB', { detail: { reason: 'é'.repeat(513) } }, 'ERR_AUDIT_DETAIL'],
    ['half a character', { detail: { reason: '\ud800' } }, 'ERR_AUDIT_DETAIL'],
    ['a number that is none', { detail: { attempt: Number.NaN } as object }, 'ERR_AUDIT_DETAIL'],
    ['a token in the detail', { detail: { reason: `Bearer ${TOKEN}` } }, 'ERR_AUDIT_DETAIL'],
    ['a private key in the detail', { detail: { reason: PEM } }, 'ERR_AUDIT_DETAIL'],
    ['a token as the actor', { actor: `user:${TOKEN}` }, 'ERR_AUDIT_ENTRY'],
  ])('with %s is refused, stores nothing and quotes no secret', async (_what, change, code) => {
    const { log, sink } = open();

    const refusal = await log
      .appendRecord({ ...toEntry(1), ...change } as AuditEntry)
      .catch((error: unknown) => error);

    expect(refusal).toMatchObject({ code });
    expect(String(refusal)).not.toContain(TOKEN);
    expect(String(refusal)).not.toContain(PEM);
    expect(sink.lines).toStrictEqual([]);
  });

  it('may hold any key of the table, and text of 1 KiB', async () => {
    const { log } = open();

    const record = await log.appendRecord({ ...toEntry(1), detail: { reason: 'é'.repeat(512), attempt: 2 } });

    expect(record.detail).toStrictEqual({ reason: 'é'.repeat(512), attempt: 2 });
  });
});
