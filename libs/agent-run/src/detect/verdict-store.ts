import { isDeepStrictEqual } from 'node:util';
import type { Verdict } from '@atoll/agent-model';
import type { DesiredObject } from '../desired/desired-object.ts';
import { withoutWriters } from './without-writers.ts';

/** What is known about one object. */
export interface StoredVerdict {
  readonly key: string;
  /** What Git wants, or wanted last; undefined for one that only its labels make ours. */
  readonly object?: DesiredObject;
  readonly verdict: Verdict;
  /** Identity of the live object; undefined: there is none. */
  readonly uid?: string;
  readonly resourceVersion?: string;
  /** When it was seen so; of the wall clock. */
  readonly observedAt: Date;
  /** Since when the class and the changes are what they are. */
  readonly since: Date;
}

/** Called after each verdict that is another than before. */
export type VerdictListener = (next: StoredVerdict, previous: StoredVerdict | undefined) => void;

/** The last verdict on every object. */
export interface VerdictStore {
  get(key: string): StoredVerdict | undefined;
  /** Stores a verdict; the listener hears of it only if class, changes or uid differ. */
  put(verdict: Omit<StoredVerdict, 'since'>): void;
  /** Forgets an object that neither Git nor the cluster has; the listener is not told. */
  remove(key: string): void;
  values(): IterableIterator<StoredVerdict>;
  readonly size: number;
}

/** Makes an empty store. */
export function createVerdictStore(listener: VerdictListener): VerdictStore {
  const stored = new Map<string, StoredVerdict>();
  return {
    get: (key) => stored.get(key),
    put(verdict) {
      const previous = stored.get(verdict.key);
      const isSame = previous !== undefined && isSameFinding(previous, verdict);
      const next = isSame
        ? { ...verdict, verdict: previous.verdict, since: previous.since }
        : { ...verdict, since: verdict.observedAt };
      stored.set(verdict.key, next);
      if (!isSame) listener(next, previous);
    },
    remove: (key) => void stored.delete(key),
    values: () => stored.values(),
    get size() {
      return stored.size;
    },
  };
}

/** Compared as it is, not by digests: this runs for each event. Whoever wrote the same again is no news. */
function isSameFinding(a: Omit<StoredVerdict, 'since'>, b: Omit<StoredVerdict, 'since'>): boolean {
  if (a.verdict.class !== b.verdict.class || a.verdict.reason !== b.verdict.reason || a.uid !== b.uid)
    return false;
  return isDeepStrictEqual(withoutWriters(a.verdict.changes), withoutWriters(b.verdict.changes));
}
