import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** What a run of the CLI left behind. */
export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const MAIN = join(import.meta.dirname, '..', '..', 'main.ts');

/** Runs `atoll` as a person would, in the given folder. */
export function runCli(
  words: readonly string[],
  options: { readonly cwd: string; readonly kubeconfig: string },
): Promise<CliRun> {
  const env = { PATH: process.env['PATH'], HOME: options.cwd, KUBECONFIG: options.kubeconfig };
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...words], { cwd: options.cwd, env }, (error, stdout, stderr) => {
      resolve({
        code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1,
        stdout,
        stderr,
      });
    });
  });
}
