import { AppError } from '@atoll/core';

/** Gives what the log may hold of a fault: messages of ours are free of secrets, of others only kind and place are told. */
export function explainFault(error: unknown): string {
  if (error instanceof AppError) return `${error.code}: ${error.message}`;
  if (!(error instanceof Error)) return typeof error;
  const place = error.stack?.split('\n').find((line) => /^\s+at /.test(line));
  return `${error.name}${place ?? ''}`.replace(/\s+/g, ' ');
}
