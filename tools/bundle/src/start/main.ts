import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROUNDS = 21;
const CLI = join(import.meta.dirname, '..', '..', '..', '..', 'apps', 'cli');
const BUNDLE = join(CLI, 'dist', 'atoll.mjs');

/** One program that is started again and again, in turns with the others. */
interface Start {
  readonly title: string;
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts of `--help` against a Node that does nothing, in turns so that the machine's mood meets all alike. */
function main(): void {
  if (!existsSync(BUNDLE)) {
    process.stderr.write('apps/cli/dist/atoll.mjs is missing: npm run build\n');
    process.exitCode = 1;
    return;
  }
  const cache = mkdtempSync(join(tmpdir(), 'atoll-start-'));
  const starts: readonly Start[] = [
    { title: 'node -e 0', words: ['-e', '0'], environment: {} },
    { title: 'bundle --help', words: [BUNDLE, '--help'], environment: {} },
    {
      title: 'bundle --help, compile cache',
      words: [BUNDLE, '--help'],
      environment: { NODE_COMPILE_CACHE: cache },
    },
    {
      title: 'sources --help, compile cache',
      words: [join(CLI, 'bin', 'atoll.mjs'), '--help'],
      environment: { XDG_CACHE_HOME: cache },
    },
  ];
  const walls = starts.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round += 1) {
    starts.forEach((start, at) => {
      const wall = timeOf(start);
      // The first round fills the caches.
      if (round > 0) walls[at]?.push(wall);
    });
  }
  rmSync(cache, { recursive: true });
  const medians = walls.map((times) => times.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? 0);
  process.stdout.write(
    `node tools/bundle/src/start/main.ts: ${ROUNDS} rounds, medians, Node ${process.version}\n`,
  );
  starts.forEach(({ title }, at) => {
    const [median = 0, floor = 1] = [medians[at], medians[0]];
    process.stdout.write(
      `${title.padEnd(32)}${median.toFixed(0).padStart(5)} ms${(median / floor).toFixed(1).padStart(6)}x\n`,
    );
  });
}

function timeOf({ words, environment }: Start): number {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, words, {
    stdio: 'ignore',
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
  });
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}`);
  return performance.now() - started;
}

main();
