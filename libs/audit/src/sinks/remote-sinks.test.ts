import { describe, expect, it } from 'vitest';
import type { AuditSink } from '../audit-sink.ts';
import { type AuditLog, openAuditLog } from '../open-audit-log.ts';
import { createMemoryBranch, createMemoryBucket } from '../testing/memory-stores.ts';
import { toEntry } from '../testing/to-entry.ts';
import { createBucketSink } from './create-bucket-sink.ts';
import { createGitSink } from './create-git-sink.ts';

const origin = { region: 'eu-west-1', half: 'region' } as const;

function open(sink: AuditSink): AuditLog {
  return openAuditLog({ origin, sink, warn: () => undefined });
}

async function write(log: AuditLog, count: number, actor = 'agent:a'): Promise<void> {
  for (let number = 1; number <= count; number += 1) await log.appendRecord({ ...toEntry(number), actor });
}

describe('a branch of records', () => {
  it('has a commit a record and a file for each hundred, and is continued by the next program', async () => {
    const branch = createMemoryBranch();
    await write(open(createGitSink(branch.open())), 100);
    const next = open(createGitSink(branch.open()));
    await write(next, 2);

    expect([...branch.files.keys()]).toStrictEqual(['records/00000000.jsonl', 'records/00000001.jsonl']);
    expect(branch.messages.at(-1)).toBe('audit(eu-west-1): 102 heal.flux done');
    expect(await next.verify()).toMatchObject({ fault: undefined, head: { sequence: 102 } });
  });

  it('of two writers has every record of both, in one chain', async () => {
    const branch = createMemoryBranch();
    const [a, b] = [open(createGitSink(branch.open())), open(createGitSink(branch.open()))];

    await Promise.all([write(a, 5), write(b, 5, 'agent:b')]);

    expect(await a.verify()).toMatchObject({ fault: undefined, head: { sequence: 10 } });
  });

  it('from which a file vanished fails at its first record', async () => {
    const branch = createMemoryBranch();
    const log = open(createGitSink(branch.open()));
    await write(log, 101);
    branch.files.delete('records/00000000.jsonl');

    expect((await log.verify()).fault).toMatchObject({ kind: 'missing', sequence: 1 });
  });
});

describe('a locked bucket of records', () => {
  it('has an object a record, and of two writers every record in one chain', async () => {
    const bucket = createMemoryBucket();
    const [a, b] = [open(createBucketSink(bucket)), open(createBucketSink(bucket))];

    await Promise.all([write(a, 5), write(b, 5, 'agent:b')]);

    expect([...bucket.objects.keys()].at(0)).toBe('records/0000000000000001');
    expect(await a.verify()).toMatchObject({ fault: undefined, head: { sequence: 10 } });
  });

  it('takes an object that the bucket already has from the same put as stored', async () => {
    const bucket = createMemoryBucket();
    const twice = {
      ...bucket,
      putIfAbsent: async (key: string, text: string) => {
        await bucket.putIfAbsent(key, text);
        return bucket.putIfAbsent(key, text);
      },
    };

    await write(open(createBucketSink(twice)), 2);

    expect(bucket.objects.size).toBe(2);
  });
});
