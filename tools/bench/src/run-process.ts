import { spawn } from 'node:child_process';

/** A process that ended well. */
export interface EndedProcess {
  readonly output: string;
  /** From its start to its end, in milliseconds. */
  readonly wall: number;
}

/** Runs a program to its end. @throws Error with its last words when it fails */
export async function runProcess(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string } = {},
): Promise<EndedProcess> {
  const start = performance.now();
  const child = spawn(program, [...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  let output = '';
  let words = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text));
  const { promise: ended, resolve, reject } = Promise.withResolvers<number | null>();
  child.on('error', reject).on('close', resolve);
  const code = await ended;
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${words || output}`);
  return { output, wall: performance.now() - start };
}
