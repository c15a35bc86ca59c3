import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Git } from './git.ts';
import type { GitPlace } from './git-environment.ts';
import { LOCK_FILE } from './run-lock.ts';

/** Git's own measure for `gc --auto`: 6,700 loose objects, of which one of 256 folders holds as many. Source: git-config(1), gc.auto. */
const LOOSE_FOLDER = 'objects/17';
const MOST_IN_LOOSE_FOLDER = 27;
/** Source: git-config(1), gc.autoPackLimit. */
const MOST_PACKS = 50;
/** Written by each repacking: unless an hour has gone by, what is loose then is young and would stay loose. */
const MARKER = 'info/atoll-repacked';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** What a killed repack or import leaves beside what `git prune` knows. */
const LEFTOVERS: ReadonlyArray<readonly [folder: string, name: RegExp]> = [
  ['.', /^(?:fast_import_crash_\d+|atoll-lock\..+)$/],
  ['objects/pack', /^\.tmp-/],
];

/** What became of a repacking: it is told of, since it takes seconds. A failure harms nothing that was committed. */
export interface Repacking {
  readonly outcome: 'done' | 'failed';
  /** Why it failed. */
  readonly message?: string;
}

/** Says whether so many runs have gone by that Git gets slow: some thousand loose objects, or 50 packs. */
export function isRepackDue(place: GitPlace): boolean {
  const packs = listNames(join(place.gitDir, 'objects/pack')).filter((name) => name.endsWith('.pack'));
  const isMuch =
    packs.length > MOST_PACKS || listNames(join(place.gitDir, LOOSE_FOLDER)).length > MOST_IN_LOOSE_FOLDER;
  return isMuch && toAge(place, join(place.gitDir, MARKER)) > HOUR_MS;
}

/**
 * Packs all objects and refs, and drops what nothing has pointed to for an hour; the caller holds the lock of the run.
 * Readers need not wait: Git looks for what was in a pack in its successor.
 */
export async function repack(git: Git): Promise<Repacking> {
  try {
    mkdirSync(join(git.gitDir, 'info'), { recursive: true });
    writeFileSync(join(git.gitDir, MARKER), '');
    // Every run leaves a carrier behind, so two weeks of grace, Git's own, would be thousands of loose objects.
    // A commit graph has locks of its own, and nothing here walks far.
    await git.run(['-c', 'gc.writeCommitGraph=false', 'gc', '--quiet', '--prune=1.hour.ago']);
    dropLeftovers(git);
    return { outcome: 'done' };
  } catch (error) {
    return { outcome: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

/** Younger ones may belong to a process that is at work. */
function dropLeftovers(place: GitPlace): void {
  for (const [folder, pattern] of LEFTOVERS) {
    const names = listNames(join(place.gitDir, folder)).filter((name) => pattern.test(name));
    for (const file of names.map((name) => join(place.gitDir, folder, name))) {
      if (toAge(place, file) > DAY_MS) {
        rmSync(file, { force: true });
      }
    }
  }
}

/** By the file system's clock, which the lock of this run shows; a file that is not there is as old as can be. */
function toAge(place: GitPlace, file: string): number {
  const made = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  const now = statSync(join(place.gitDir, LOCK_FILE), { throwIfNoEntry: false })?.mtimeMs;
  return made === undefined ? Number.POSITIVE_INFINITY : (now ?? made) - made;
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
      return [];
    }
    throw cause;
  }
}
