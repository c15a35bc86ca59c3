import { createHash } from 'node:crypto';

/** Gives `sha256:<hex>` of a text's UTF-8 bytes. */
export function digestText(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
