import type { AuditLine } from '../audit-record.ts';
import type { AuditSink } from '../audit-sink.ts';

/** 9,007,199,254,740,991 has 16: keys sort as numbers do. */
const SEQUENCE_DIGITS = 16;
const PREFIX = 'records/';

/**
 * A bucket with object lock in compliance mode: what was put stays for the whole retention, whoever asks. Whoever runs
 * the program gives it.
 */
export interface LockedBucket {
  /** Puts an object unless there is one, in one step (S3: `If-None-Match: *`). */
  putIfAbsent(key: string, text: string): Promise<'put' | 'present'>;
  /** `undefined` when there is no such object. */
  getText(key: string): Promise<string | undefined>;
  /** Keys with the prefix, in ascending order. */
  listKeys(prefix: string): AsyncIterable<string>;
}

/** Keeps each record as an object `records/<sequence>` that nobody can replace. */
export function createBucketSink(bucket: LockedBucket): AuditSink {
  async function* readLines(): AsyncGenerator<AuditLine> {
    for await (const key of bucket.listKeys(PREFIX)) {
      yield { place: key, text: (await bucket.getText(key)) ?? '' };
    }
  }

  return {
    readLines,
    async readLastLine() {
      let last: string | undefined;
      for await (const key of bucket.listKeys(PREFIX)) last = key;
      return last === undefined ? undefined : { place: last, text: (await bucket.getText(last)) ?? '' };
    },
    async append(line, { record }) {
      const key = `${PREFIX}${String(record.sequence).padStart(SEQUENCE_DIGITS, '0')}`;
      if ((await bucket.putIfAbsent(key, line)) === 'put') return 'stored';
      // A put whose answer was lost, and that the bucket's client tried again, finds its own object.
      return (await bucket.getText(key)) === line ? 'stored' : 'moved';
    },
  };
}
