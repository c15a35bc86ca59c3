import { compareText } from '@atoll/core';

/**
 * Gives JSON in one form only: no spaces, keys in the order of their UTF-16 code units, numbers and texts as ECMAScript
 * writes them (RFC 8785). Takes plain values; a record has no others.
 */
export function renderCanonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(renderCanonicalJson).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => compareText(a, b))
      .map(([key, member]) => `${JSON.stringify(key)}:${renderCanonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}
