import { isSecretField } from './secret-fields.ts';

/** Gives a path without the values of sets that are secrets: such an item has no other name than its value. */
export function redactPath(path: string, hmac: (text: string) => string): string {
  return path.replaceAll(/\[=([^\]]*)\]/g, (step, value: string, at: number) =>
    isSecretField('', path.slice(0, at)) ? `[=${hmac(value)}]` : step,
  );
}
