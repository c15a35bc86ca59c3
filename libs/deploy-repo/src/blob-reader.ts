import type { Git } from './git.ts';
import { type ObjectReader, openObjectReader } from './object-reader.ts';

/** Reads contents out of Git's object store, many with one process. */
export interface BlobReader {
  /** Gives the content of each name (a blob's id, or `<commit>:<path>`), in order; undefined where there is no such blob. */
  read(names: readonly string[]): Promise<Array<Buffer | undefined>>;
  close(): Promise<void>;
  kill(): void;
}

/** Starts one `git cat-file --batch`; the caller closes it. */
export function openBlobReader(git: Git): BlobReader {
  const reader = openObjectReader(git);
  return {
    read: (names) => readBlobs(reader, names),
    close: () => reader.close(),
    kill: () => reader.kill(),
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

/** Gives the content of each name, in order; undefined where there is no such blob. */
export async function readBlobs(
  reader: ObjectReader,
  names: readonly string[],
): Promise<Array<Buffer | undefined>> {
  const objects = await reader.read(names);
  return objects.map((object) => (object?.type === 'blob' ? object.content : undefined));
}
