import { type Command, InvalidArgumentError, Option } from 'commander';

/** An instant in UTC; seconds may be left out. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?Z$/;

/** Adds `--at <instant>`: the one way by which time enters a rendering. */
export function addAtOption(command: Command): Command {
  return command.addOption(
    new Option(
      '--at <instant>',
      'look at grants of access as they are then, such as 2026-10-01T08:00:00Z (default: now)',
    ).argParser(parseAt),
  );
}

/**
 * Gives the instant of a text such as `2026-10-01T08:00:00Z`, for options that take one.
 *
 * @throws InvalidArgumentError for anything else
 */
export function parseAt(text: string): Date {
  const at = new Date(text);
  // A day that no calendar has, such as February 30, is moved on without a word.
  const isSame = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text.slice(0, -1));
  if (!INSTANT.test(text) || !isSame)
    throw new InvalidArgumentError('Write an instant in UTC, such as 2026-10-01T08:00:00Z.');
  return at;
}
