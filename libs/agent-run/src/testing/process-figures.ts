import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const BYTES_PER_KB = 1_024;

/** What a process holds of the machine. */
export interface ProcessFigures {
  readonly rssBytes: number;
  /** undefined where the system does not tell (no /proc). */
  readonly openFiles: number | undefined;
}

/** Reads the figures of a running process. */
export function readProcessFigures(pid: number): ProcessFigures {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return {
      rssBytes: Number(kilobytes) * BYTES_PER_KB,
      openFiles: readdirSync(`/proc/${pid}/fd`).length,
    };
  } catch {
    const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
    return { rssBytes: Number(stdout.trim()) * BYTES_PER_KB, openFiles: undefined };
  }
}
