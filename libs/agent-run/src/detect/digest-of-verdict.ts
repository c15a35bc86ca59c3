import type { DriftChange, SafeValue } from '@atoll/agent-model';
import { digestOf } from '../digest-of.ts';
import type { StoredVerdict } from './verdict-store.ts';

/**
 * Gives a digest that is equal for equal findings about one object: class, changes and identity. What Git wants is left out:
 * the same drift against a newer commit is the same drift. So is who wrote: Flux takes fields over in its own name before it
 * puts them right. And so are digests of secrets, which are other ones in each process: replicas tell the same thing once.
 */
export function digestOfVerdict({ verdict, uid }: Pick<StoredVerdict, 'verdict' | 'uid'>): string {
  return digestOf(
    JSON.stringify([verdict.class, verdict.reason ?? '', verdict.changes.map(toShown), uid ?? '']),
  );
}

function toShown({ path, was, is }: DriftChange): readonly unknown[] {
  return [path, withoutDigest(was), withoutDigest(is)];
}

function withoutDigest(value: SafeValue): SafeValue {
  return 'redacted' in value ? { redacted: '' } : value;
}
