import type { ObjectRef } from '@atoll/agent-model';
import { keyOfObject } from '@atoll/agent-model';

/** Longest name of a DriftRecord: a DNS label, so that it may stand in a label too. */
const MAX_LENGTH = 63;
const DIGEST_LENGTH = 8;

/**
 * Gives the name of an object's DriftRecord, the same for ever: kind and name to be read, a digest to be unique.
 *
 * @param digest hexadecimal digest of a text
 */
export function toRecordName(region: string, ref: ObjectRef, digest: (text: string) => string): string {
  const unique = digest(`${region} ${keyOfObject(ref)}`).slice(0, DIGEST_LENGTH);
  const readable = `${ref.kind}-${ref.name}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const cut = readable.slice(0, MAX_LENGTH - DIGEST_LENGTH - 1).replaceAll(/^-+|-+$/g, '');
  return `${/^[a-z]/.test(cut) ? cut : `x${cut.slice(1)}`}-${unique}`;
}
