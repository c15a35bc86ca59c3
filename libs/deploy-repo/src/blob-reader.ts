import { DeployRepoError } from './deploy-repo-error.ts';
import type { Git } from './git.ts';
import { type GitStream, openGitStream } from './git-stream.ts';

const LINE_END = 0x0a;

/** Reads contents out of Git's object store, many with one process. */
export interface BlobReader {
  /** Gives the content of each name (a blob's id, or `<commit>:<path>`), in order; undefined where there is no such blob. */
  read(names: readonly string[]): Promise<Array<Buffer | undefined>>;
  close(): Promise<void>;
  kill(): void;
}

/** Starts one `git cat-file --batch`; the caller closes it. */
export function openBlobReader(git: Git): BlobReader {
  const stream = openGitStream(git, ['cat-file', '--batch']);
  const bytes = new ByteQueue(stream, git.path);
  return {
    async read(names) {
      const written = stream.write(names.map((name) => `${name}\n`).join(''));
      const contents: Array<Buffer | undefined> = [];
      while (contents.length < names.length) {
        contents.push(await readContent(bytes));
      }
      await written;
      return contents;
    },
    async close() {
      // An output that nobody reads to its end keeps the process from being counted as ended.
      stream.output.resume();
      await stream.close();
    },
    kill: () => stream.kill(),
  };
}

/** Gives a reader that starts Git only for what is not known already. */
export function openLazyBlobReader(git: Git, known: ReadonlyMap<string, Buffer> = new Map()): BlobReader {
  let reader: BlobReader | undefined;
  return {
    async read(names) {
      const contents = names.map((name) => known.get(name));
      return contents.includes(undefined) ? (reader ??= openBlobReader(git)).read(names) : contents;
    },
    async close() {
      await reader?.close();
    },
    kill: () => reader?.kill(),
  };
}

/** One answer is `<id> <type> <size>\n<content>\n`, or `<name> missing\n`. */
async function readContent(bytes: ByteQueue): Promise<Buffer | undefined> {
  const [, type, size, ...rest] = (await bytes.takeLine()).split(' ');
  if (rest.length > 0 || size === undefined || !/^\d+$/.test(size)) {
    return undefined;
  }
  const content = await bytes.take(Number(size));
  await bytes.take(1);
  return type === 'blob' ? content : undefined;
}

/** Takes lines and counted bytes from a stream. */
class ByteQueue {
  #held: Buffer = Buffer.alloc(0);
  readonly #chunks: AsyncIterator<Buffer>;

  readonly #stream: GitStream;
  readonly #path: string;

  constructor(stream: GitStream, path: string) {
    this.#stream = stream;
    this.#path = path;
    this.#chunks = stream.output.iterator({ destroyOnReturn: false });
  }

  async takeLine(): Promise<string> {
    let end = this.#held.indexOf(LINE_END);
    while (end < 0) {
      await this.#pull();
      end = this.#held.indexOf(LINE_END);
    }
    const line = this.#held.toString('utf8', 0, end);
    this.#held = this.#held.subarray(end + 1);
    return line;
  }

  async take(count: number): Promise<Buffer> {
    while (this.#held.length < count) {
      await this.#pull();
    }
    const taken = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(count);
    return taken;
  }

  async #pull(): Promise<void> {
    const next = await this.#chunks.next();
    if (next.done === true) {
      await this.#stream.close();
      throw new DeployRepoError(
        'ERR_DEPLOY_REPO_GIT',
        `${this.#path}: git cat-file ended before it had answered`,
      );
    }
    this.#held = this.#held.length === 0 ? next.value : Buffer.concat([this.#held, next.value]);
  }
}
