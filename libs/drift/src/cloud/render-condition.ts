import { isSecretText } from '../compare/secret-fields.ts';
import type { ManagedCondition } from './managed-conditions.ts';

/** Characters of a provider's message that are told. */
const MAX_LENGTH = 200;

/** Gives reason and message of a condition as they may leave the process: the provider's words may hold what it was given. */
export function renderCondition({ reason, message }: ManagedCondition): string {
  if (message === '') return reason;
  if (isSecretText(message)) return `${reason}: its message speaks of a secret and is not shown`;
  const text = message.replaceAll(/\s+/g, ' ').trim();
  return `${reason}: ${text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text}`;
}
