import type { DesiredFolder } from '../desired-state/desired-state.ts';

/** Gives what was read of a folder, by path. */
export function toTexts({ files }: DesiredFolder): Record<string, string | undefined> {
  return Object.fromEntries(files.map(({ path, text }) => [path, text]));
}
