import { destination, pino } from 'pino';

/** What a line of the log may carry beside its message: plain values that are no secret. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** The agent's log: messages are static text, so that they can be searched and counted; what varies is a field. */
export interface AgentLog {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** Levels of the log, from the most to say to the least. */
export const logLevels = ['info', 'warn', 'error', 'silent'] as const;

/** A level of the log. */
export type LogLevel = (typeof logLevels)[number];

/**
 * Writes one JSON object a line to a file descriptor (1 standard output, 2 standard error).
 *
 * @param fields stand in every line, such as scope and identity
 */
export function createAgentLog(
  level: LogLevel,
  { descriptor, fields }: { readonly descriptor: number; readonly fields: LogFields },
): AgentLog {
  const logger = pino(
    {
      level,
      base: fields,
      messageKey: 'message',
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination({ fd: descriptor, sync: true }),
  );
  return {
    info: (message, more) => logger.info(more ?? {}, message),
    warn: (message, more) => logger.warn(more ?? {}, message),
    error: (message, more) => logger.error(more ?? {}, message),
  };
}
