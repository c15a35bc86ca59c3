import type { AuditLine } from '../audit-record.ts';
import type { AuditSink } from '../audit-sink.ts';

/** A sink that keeps lines in memory, and lets a test change them. */
export interface MemorySink extends AuditSink {
  readonly lines: string[];
  /** What the next appends do besides; the first is taken each time. */
  readonly failures: ('before' | 'after')[];
}

/** Makes a sink in memory. */
export function createMemorySink(lines: string[] = []): MemorySink {
  const failures: ('before' | 'after')[] = [];
  const toLine = (text: string, index: number): AuditLine => ({ place: `memory:${index + 1}`, text });
  return {
    lines,
    failures,
    async *readLines() {
      yield* lines.map(toLine);
    },
    readLastLine: () => Promise.resolve(lines.map(toLine).at(-1)),
    append: (line, { after }) => {
      if (lines.length !== after.sequence) return Promise.resolve('moved');
      const failure = failures.shift();
      if (failure === 'before') return Promise.reject(new Error('no connection'));
      lines.push(line);
      return failure === 'after' ? Promise.reject(new Error('connection lost')) : Promise.resolve('stored');
    },
  };
}
