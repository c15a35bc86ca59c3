import { AppError } from '@atoll/core';

/**
 * Gives what a person is told about an error that ended a command.
 *
 * An error that nobody raised on purpose is a fault of Atoll: its stack is shown only where `showStack` asks for it.
 */
export function explainFailure(error: unknown, { showStack }: { readonly showStack: boolean }): string {
  if (error instanceof AppError) return `${error.message}\n(${error.code})\n`;
  const message = error instanceof Error ? error.message : String(error);
  if (isSystemError(error)) {
    return `The system refused: ${message}\nMend what it names, and run the command again.\n(ERR_SYSTEM)\n`;
  }
  const stack = showStack && error instanceof Error ? `${error.stack ?? message}\n` : '';
  const remedy = showStack ? 'Report it with the lines above.' : 'Run it with ATOLL_DEBUG=1 and report that.';
  return `${stack}Atoll has a fault: ${message}\n${remedy}\n(ERR_UNEXPECTED)\n`;
}

/** Tells errors of files, pipes and the network from errors of programs. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
