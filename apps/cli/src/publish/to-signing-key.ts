import { resolve } from 'node:path';
import type { Environment, SigningKey } from '@atoll/deploy-repo';

/** What the command was told about signing. */
export interface SigningOptions {
  readonly signingKey?: string;
  readonly signingFormat: SigningKey['format'];
}

/** Gives the key that signs; undefined without one. The file of an ssh key is made absolute, since Git runs elsewhere. */
export function toSigningKey(
  { signingKey, signingFormat }: SigningOptions,
  environment: Environment,
): SigningKey | undefined {
  const key = signingKey ?? environment['ATOLL_SIGNING_KEY'];
  if (key === undefined || key === '') return undefined;
  return { format: signingFormat, key: signingFormat === 'ssh' ? resolve(key) : key };
}
