/** An instant as every file writes it: UTC, whole seconds, one form, so that equal instants are equal texts and texts sort. */
export const instantPattern =
  '^20\\d\\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\dZ$';

/** {@link instantPattern} in words. */
export const instantForm = 'an instant in UTC with seconds, such as 2026-10-01T08:00:00Z';

/** Milliseconds in a second. */
const SECOND = 1000;

/** Gives the instant in the form of {@link instantPattern}; a part of a second is dropped. */
export function renderInstant(at: Date): string {
  return new Date(Math.floor(at.getTime() / SECOND) * SECOND).toISOString().replace('.000Z', 'Z');
}

/** Gives the instant of a text in the form of {@link instantPattern}; undefined for any other, and for a day that no calendar has. */
export function parseInstant(text: string): Date | undefined {
  if (!new RegExp(instantPattern).test(text)) return undefined;
  const at = new Date(text);
  return !Number.isNaN(at.getTime()) && renderInstant(at) === text ? at : undefined;
}
