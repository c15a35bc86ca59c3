import { ByteQueue } from './byte-queue.ts';
import { DeployRepoError } from './deploy-repo-error.ts';
import type { Git } from './git.ts';
import { openGitStream } from './git-stream.ts';

/** An object of Git's store. */
export interface GitObject {
  readonly id: string;
  readonly type: string;
  readonly content: Buffer;
}

/** Reads objects out of Git's store, many with one process; what is written meanwhile is found, too. */
export interface ObjectReader {
  /**
   * Gives the object of each name (an id, or `<commit>:<path>`), in order; undefined where there is none.
   * Whoever asks while others wait is answered behind them.
   */
  read(names: readonly string[]): Promise<Array<GitObject | undefined>>;
  close(): Promise<void>;
  kill(): void;
}

/** Starts one `git cat-file --batch`; the caller closes it. */
export function openObjectReader(git: Git): ObjectReader {
  const stream = openGitStream(git, ['cat-file', '--batch']);
  const bytes = new ByteQueue(stream.output, async () => {
    await stream.close();
    throw new DeployRepoError(
      'ERR_DEPLOY_REPO_GIT',
      `${git.path}: git cat-file ended before it had answered`,
    );
  });
  let earlier: Promise<unknown> = Promise.resolve();
  return {
    read(names) {
      // Asked at once: Git answers while those before are still being read.
      const written = stream.write(names.map((name) => `${name}\n`).join(''));
      written.catch(() => undefined);
      const answered = earlier.then(async () => {
        const objects = await readObjects(bytes, names.length);
        await written;
        return objects;
      });
      earlier = answered.catch(() => undefined);
      return answered;
    },
    async close() {
      // An output that nobody reads to its end keeps the process from being counted as ended.
      stream.output.resume();
      await stream.close();
    },
    kill: () => stream.kill(),
  };
}

/** Gives a reader that starts Git only when it is asked. */
export function openLazyObjectReader(git: Git): ObjectReader {
  let reader: ObjectReader | undefined;
  return {
    read: (names) => (reader ??= openObjectReader(git)).read(names),
    async close() {
      await reader?.close();
    },
    kill: () => reader?.kill(),
  };
}

async function readObjects(bytes: ByteQueue, count: number): Promise<Array<GitObject | undefined>> {
  const objects: Array<GitObject | undefined> = [];
  while (objects.length < count) {
    objects.push(await readObject(bytes));
  }
  return objects;
}

/** One answer is `<id> <type> <size>\n<content>\n`, or `<name> missing\n`. */
async function readObject(bytes: ByteQueue): Promise<GitObject | undefined> {
  const [id = '', type = '', size, ...rest] = (await bytes.takeLine()).split(' ');
  if (rest.length > 0 || size === undefined || !/^\d+$/.test(size)) {
    return undefined;
  }
  const content = await bytes.take(Number(size));
  await bytes.take(1);
  return { id, type, content };
}
