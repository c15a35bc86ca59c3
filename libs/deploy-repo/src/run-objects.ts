import type { Git } from './git.ts';
import { type ObjectReader, openLazyObjectReader } from './object-reader.ts';

/** Reads a repository's objects: with one process for all of a run, with one of its own for a question outside of it. */
export interface RunObjects {
  /** Begins a run; its reader is closed by `endRun`. */
  beginRun(): ObjectReader;
  endRun(): Promise<void>;
  use<Result>(ask: (objects: ObjectReader) => Promise<Result>): Promise<Result>;
}

/** Gives the reader of a repository; Git is started by the first question. */
export function openRunObjects(git: Git): RunObjects {
  let ofRun: ObjectReader | undefined;
  return {
    beginRun() {
      ofRun = openLazyObjectReader(git);
      return ofRun;
    },
    async endRun() {
      const ended = ofRun;
      ofRun = undefined;
      // Everything was answered, or nobody waits for the answer any more.
      await ended?.close().catch(() => undefined);
    },
    async use(ask) {
      return ofRun === undefined ? await askOnce(git, ask) : await ask(ofRun);
    },
  };
}

async function askOnce<Result>(git: Git, ask: (objects: ObjectReader) => Promise<Result>): Promise<Result> {
  const objects = openLazyObjectReader(git);
  try {
    const answer = await ask(objects);
    await objects.close();
    return answer;
  } finally {
    objects.kill();
  }
}
