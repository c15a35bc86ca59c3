import { renderSpan } from './render-span.ts';

/** Gives how long ago an instant was, such as `3 h`; `?` for one that cannot be read, and `in 3 h` for one to come. */
export function renderAge(instant: string | undefined, now: Date): string {
  const ms = now.getTime() - Date.parse(instant ?? '');
  if (Number.isNaN(ms)) return '?';
  const span = renderSpan(Math.abs(ms) / 1_000);
  return ms < -1_000 ? `in ${span}` : span;
}
