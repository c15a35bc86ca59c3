import type { AuditLine } from '../audit-record.ts';

/** Gives the lines of a file with their places; the break after the last one makes no further line. */
export function splitLines(file: string, text: string): readonly AuditLine[] {
  if (text === '') return [];
  const whole = text.endsWith('\n') ? text.slice(0, -1) : text;
  return whole.split('\n').map((line, index) => ({ place: `${file}:${index + 1}`, text: line }));
}
