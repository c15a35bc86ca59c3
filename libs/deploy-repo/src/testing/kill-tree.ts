import { readFileSync, readdirSync } from 'node:fs';

/** Kills a process with all that it has started, as a container does that is out of memory. Needs /proc. */
export function killTree(root: number): void {
  const parents = new Map(listProcesses().map((pid) => [pid, readParent(pid)]));
  const doomed = [root];
  for (const pid of doomed) {
    doomed.push(...[...parents].filter(([, parent]) => parent === pid).map(([child]) => child));
  }
  for (const pid of doomed) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

function listProcesses(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

/** The field behind the program's name and state. Source: proc(5). */
function readParent(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(') ') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}
