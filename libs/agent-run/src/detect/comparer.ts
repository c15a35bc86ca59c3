import type { Verdict } from '@atoll/agent-model';
import type { KubeObject } from '@atoll/kube';
import type { DesiredObject } from '../desired/desired-object.ts';

/** Decides what an object is; keeps what it learnt about it, so that an event costs no request. */
export interface Comparer {
  /**
   * Compares one object as Git wants it with the live one; undefined: there is none.
   *
   * Gives undefined when the API server has to be asked first how it would store the manifest: `learn`, then again.
   */
  compare(desired: DesiredObject, live: KubeObject | undefined): Verdict | undefined;
  /** Takes the answer of a dry-run apply of the manifest. */
  learn(desired: DesiredObject, answer: KubeObject): void;
  /** Drops what was learnt about an object that left Git or whose manifest changed. */
  forget(key: string): void;
  /** Takes a new identity for the one that is meant: a recreated object is told once, and a person has seen it. */
  acceptUid(key: string, uid: string): void;
  /** What an object is that Git does not want, and that carries our labels. */
  compareUnwanted(live: KubeObject): Verdict;
  /** Tells whether a live object is one that Flux applied for a guarded half, by its labels. */
  isOurs(live: KubeObject): boolean;
}
