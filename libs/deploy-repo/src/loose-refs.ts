import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GitPlace } from './git-environment.ts';

/** A ref with a file of its own; it outranks a packed one. Source: gitrepository-layout(5). */
const LOOSE_REF = /^([0-9a-f]{40})\n$/;

/**
 * Gives where a ref stands if a file of its own says so, as it does once it has moved; undefined means: ask Git.
 *
 * Starting Git costs 5 ms and more, beside a large process; a run asks for main several times.
 */
export function readLooseRef(place: GitPlace, ref: string): string | undefined {
  return LOOSE_REF.exec(readIfThere(join(place.gitDir, ref)) ?? '')?.[1];
}

/** Says whether HEAD is on this branch; false may also mean that only Git can tell. */
export function isHeadAt(place: GitPlace, ref: string): boolean {
  return readIfThere(join(place.gitDir, 'HEAD')) === `ref: ${ref}\n`;
}

/** Says whether there is no ref below this name for certain; false may also mean that only Git can tell. */
export function hasNoRefs(place: GitPlace, below: string): boolean {
  if (existsSync(join(place.gitDir, 'reftable'))) {
    return false;
  }
  const packed = readIfThere(join(place.gitDir, 'packed-refs')) ?? '';
  return !packed.includes(` ${below}/`) && isEmptyFolder(join(place.gitDir, below));
}

function isEmptyFolder(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
