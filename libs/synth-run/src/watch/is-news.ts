import type { WatchState } from './watch-state.ts';

/** Tells whether something is said for the first time since something else was. */
export function isNews({ told }: WatchState, subject: string, text: string): boolean {
  if (told.get(subject) === text) return false;
  told.set(subject, text);
  return true;
}
