import { renderInstant, UNTIL_ANNOTATION } from '@atoll/agent-model';
import type { KubeManifest } from '../manifest/kube-manifest.ts';

/** A binding as Git wants it, if it still does, and as it is, if it is. */
export interface GrantedObject {
  readonly desired: KubeManifest | undefined;
  readonly live: KubeManifest | undefined;
}

/**
 * Gives the first instant at which an object that stands for grants must be gone; undefined: it stands for none. When
 * that comes no event tells, so whoever watches has to look again by then.
 *
 * The earlier end counts, that of Git or that on the live object: whoever writes a later one on it has extended nothing.
 * An end that is no instant is over already.
 */
export function findGrantEnd({ desired, live }: GrantedObject): Date | undefined {
  const ends = [desired, live].flatMap((object) => {
    const text = object?.metadata.annotations?.[UNTIL_ANNOTATION];
    return text === undefined ? [] : [toInstantMs(text)];
  });
  return ends.length === 0 ? undefined : new Date(Math.min(...ends));
}

/** Says that a binding has outlived its grants and lets somebody in who should stay out; undefined: it has not. */
export function explainGrantEnd(granted: GrantedObject, now: Date): string | undefined {
  const { live } = granted;
  const end = findGrantEnd(granted);
  if (live === undefined || end === undefined || end.getTime() > now.getTime()) return undefined;
  const { kind, metadata } = live;
  const own = metadata.annotations?.[UNTIL_ANNOTATION];
  const said =
    own === undefined || toInstantMs(own) !== end.getTime() ? '; the object itself says otherwise' : '';
  const when = end.getTime() === 0 ? 'an end that is no instant' : renderInstant(end);
  return `${kind} ${metadata.name} was granted until ${when} and is still there${said}`;
}

function toInstantMs(text: string): number {
  const instantMs = Date.parse(text);
  return Number.isNaN(instantMs) ? 0 : instantMs;
}
