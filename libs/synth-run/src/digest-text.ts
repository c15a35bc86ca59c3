import { hash } from 'node:crypto';

/** Gives `sha256:<hex>` of a text's UTF-8 bytes. */
export function digestText(text: string): string {
  // At once: the stream form costs more than hashing a manifest.
  return `sha256:${hash('sha256', text)}`;
}
