import type { AuditLine } from '../audit-record.ts';
import type { AuditSink } from '../audit-sink.ts';
import { splitLines } from './split-lines.ts';

/** Records in one file: a commit writes one file again, so files stay small (about 60 KB). */
const RECORDS_A_FILE = 100;

const NUMBER_DIGITS = 8;
const RECORD_FILE = /^records\/\d{8}\.jsonl$/;

/**
 * The branch that holds the records of one half of one region, such as `agent/<region>/audit/<half>`; whoever runs the
 * program gives it. Only that program may move the branch.
 */
export interface AuditBranch {
  /** Paths of all files at the branch's head; none when the branch does not exist. */
  listFiles(): Promise<readonly string[]>;
  /** The text at the branch's head; `undefined` when there is no such file. */
  readFile(path: string): Promise<string | undefined>;
  /**
   * Commits one file on the head that `readFile` last saw, and pushes it: `committed` means that the remote has it,
   * `moved` that the branch has another head and nothing was written.
   */
  commitFile(path: string, text: string, message: string): Promise<'committed' | 'moved'>;
}

/** Keeps records on a branch, one commit a record: the commits' own hashes make a second chain. */
export function createGitSink(branch: AuditBranch): AuditSink {
  async function listRecordFiles(): Promise<readonly string[]> {
    return (await branch.listFiles()).filter((path) => RECORD_FILE.test(path)).sort();
  }

  async function readLinesOf(path: string): Promise<readonly AuditLine[]> {
    return splitLines(path, (await branch.readFile(path)) ?? '');
  }

  return {
    async *readLines() {
      for (const path of await listRecordFiles()) yield* await readLinesOf(path);
    },
    async readLastLine() {
      const path = (await listRecordFiles()).at(-1);
      return path === undefined ? undefined : (await readLinesOf(path)).at(-1);
    },
    async append(line, { record, after }) {
      const path = toPath(record.sequence);
      const text = (await branch.readFile(path)) ?? '';
      if (!isEndOf(text, after)) return 'moved';
      const message = `audit(${record.region}): ${record.sequence} ${record.action} ${record.outcome}`;
      return (await branch.commitFile(path, `${text}${line}\n`, message)) === 'committed'
        ? 'stored'
        : 'moved';
    },
  };
}

function toPath(sequence: number): string {
  const number = Math.floor((sequence - 1) / RECORDS_A_FILE);
  return `records/${String(number).padStart(NUMBER_DIGITS, '0')}.jsonl`;
}

/** Whether the file ends where the caller's chain does; the first record of a file has nothing before it. */
function isEndOf(text: string, after: { readonly sequence: number; readonly hash: string }): boolean {
  const isFirst = after.sequence % RECORDS_A_FILE === 0;
  return isFirst
    ? text === ''
    : text.trimEnd().split('\n').at(-1)?.includes(`"hash":"${after.hash}"`) === true;
}
