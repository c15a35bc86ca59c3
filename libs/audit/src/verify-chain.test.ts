import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AuditHead, AuditOrigin } from './audit-record.ts';
import { openAuditLog } from './open-audit-log.ts';
import { toGenesis } from './seal-record.ts';
import { createMemorySink } from './testing/memory-sink.ts';
import { toEntry } from './testing/to-entry.ts';
import { type ChainReport, verifyChain } from './verify-chain.ts';

const origin: AuditOrigin = { region: 'eu-west-1', half: 'region' };
const LENGTH = 8;

function verify(lines: readonly string[], knownHead?: AuditHead): Promise<ChainReport> {
  const numbered = lines.map((text, index) => ({ place: `a.jsonl:${index + 1}`, text }));
  return verifyChain(numbered, { origin, ...(knownHead && { knownHead }) });
}

async function writeChain(of: AuditOrigin, length: number): Promise<string[]> {
  const sink = createMemorySink();
  const log = openAuditLog({ origin: of, sink, warn: () => undefined });
  for (let number = 1; number <= length; number += 1) await log.appendRecord(toEntry(number));
  return sink.lines;
}

describe('a chain', () => {
  let chain: readonly string[] = [];
  let head: AuditHead = toGenesis(origin);
  beforeAll(async () => {
    chain = await writeChain(origin, LENGTH);
    head = (await verify(chain)).head;
  });

  it('that nobody touched verifies, up to its head', async () => {
    const report = await verify(chain, head);

    expect(report.fault).toBeUndefined();
    expect(report.head.sequence).toBe(LENGTH);
    expect(chain.at(-1)).toContain(report.head.hash);
  });

  it('that is empty verifies, and its head tells region and half', async () => {
    expect(await verify([])).toStrictEqual({ head: toGenesis(origin), fault: undefined });
    expect(toGenesis({ ...origin, half: 'control-plane' }).hash).not.toBe(toGenesis(origin).hash);
    expect(toGenesis({ ...origin, region: 'eu-west-2' }).hash).not.toBe(toGenesis(origin).hash);
  });

  it('fails at exactly the record of which one byte was altered, whichever byte and whatever to', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: LENGTH - 1 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (index, position, mask) => {
          const bytes = Buffer.from(chain[index] ?? '');
          const at = position % bytes.length;
          bytes.writeUInt8((bytes[at] ?? 0) ^ mask, at);
          const altered = chain.with(index, bytes.toString('utf8'));

          const { fault } = await verify(altered);

          expect(fault?.place).toBe(`a.jsonl:${index + 1}`);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('fails when a record is deleted, and names the first that is missing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: LENGTH - 2 }), async (index) => {
        const { fault } = await verify(chain.toSpliced(index, 1));

        expect(fault).toMatchObject({ kind: 'missing', sequence: index + 1 });
      }),
    );
  });

  it('fails when two records are swapped, and names the first that stands too late', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: LENGTH - 1 }), fc.nat({ max: LENGTH - 1 }), async (a, b) => {
        fc.pre(a < b);
        const swapped = chain.with(a, chain[b] ?? '').with(b, chain[a] ?? '');

        const { fault } = await verify(swapped);

        expect(fault).toMatchObject({ kind: 'reordered', sequence: a + 1, place: `a.jsonl:${b + 1}` });
      }),
    );
  });

  it('fails when a record is put in: a copy, one of another region, or a line of any text', async () => {
    const foreign = await writeChain({ ...origin, region: 'eu-west-2' }, LENGTH);
    const texts = fc.oneof(fc.constantFrom(...chain), fc.constantFrom(...foreign), fc.string(), fc.json());
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: LENGTH }), texts, async (index, text) => {
        const { fault } = await verify(chain.toSpliced(index, 0, text));

        expect(fault).toBeDefined();
      }),
    );
  });

  it('fails when it is that of the other half', async () => {
    const other = await writeChain({ ...origin, half: 'control-plane' }, 1);

    expect((await verify(other)).fault).toMatchObject({ kind: 'unlinked', sequence: 1 });
  });

  it('with its tail cut off verifies alone, and fails when a later head is known', async () => {
    const cut = chain.slice(0, 5);

    expect((await verify(cut)).fault).toBeUndefined();
    expect((await verify(cut, head)).fault).toMatchObject({ kind: 'truncated', sequence: 6 });
    expect((await verify([], head)).fault).toMatchObject({ kind: 'truncated', sequence: 1 });
  });

  it('that was written anew from an earlier record fails when a head is known', async () => {
    const sink = createMemorySink(chain.slice(0, 5));
    const log = openAuditLog({ origin, sink, warn: () => undefined });
    for (let number = 6; number <= LENGTH + 1; number += 1) {
      await log.appendRecord({ ...toEntry(number), actor: 'user:mallory' });
    }

    expect((await verify(sink.lines)).fault).toBeUndefined();
    expect((await verify(sink.lines, head)).fault).toMatchObject({ kind: 'replaced', sequence: LENGTH });
  });

  it('tells a person which record is wrong, where, and why', async () => {
    const altered = chain.with(2, (chain[2] ?? '').replace('cart-3', 'cart-4'));

    expect((await verify(altered)).fault?.message).toBe(
      'record 3 (a.jsonl:3) is altered: its content does not give its hash',
    );
  });
});
