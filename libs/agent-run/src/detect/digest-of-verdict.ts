import { digestOf } from '../digest-of.ts';
import type { StoredVerdict } from './verdict-store.ts';

/**
 * Gives a digest that is equal for equal findings about one object: class, changes and identity. What Git wants is left out:
 * the same drift against a newer commit is the same drift.
 */
export function digestOfVerdict({ verdict, uid }: Pick<StoredVerdict, 'verdict' | 'uid'>): string {
  return digestOf(JSON.stringify([verdict.class, verdict.reason ?? '', verdict.changes, uid ?? '']));
}
