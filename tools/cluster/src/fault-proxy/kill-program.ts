import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { guardPrograms, killGroup, type RunningProgram, startProgram } from '../processes.ts';
import type { RunningCluster } from '../start-cluster.ts';

/** How often it is looked whether a process is gone, in ms. */
const POLL_MS = 10;

/** A program that was killed. */
export interface KilledProgram {
  /** Starts it again with the same arguments. End what this gives before the cluster is stopped. */
  startAgain(): Promise<RunningProgram>;
}

/** Kills a program of a cluster as a crash does, by SIGKILL, and waits until it is gone. */
export async function killProgram(
  cluster: Pick<RunningCluster, 'pids' | 'dataDir'>,
  program: 'etcd' | 'apiServer',
): Promise<KilledProgram> {
  const pid = cluster.pids[program];
  const [path = '', ...args] = readArguments(pid);
  killGroup(pid, 'SIGKILL');
  while (isRunning(pid)) await sleep(POLL_MS);
  return {
    async startAgain() {
      const name = program === 'etcd' ? 'etcd' : 'kube-apiserver';
      const started = await startProgram({
        name,
        program: path,
        args,
        logPath: join(cluster.dataDir, `${name}.log`),
      });
      const liftGuard = guardPrograms([started]);
      return {
        ...started,
        async end(signal) {
          liftGuard();
          await started.end(signal);
        },
      };
    },
  };
}

/** Without /proc (macOS) a folder with a space in its name would be cut in two. */
function readArguments(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  } catch {
    const { stdout } = spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return stdout.trim().split(' ');
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
