import { InvalidArgumentError } from 'commander';
import type { AuditHead } from '@atoll/audit';

/** Reads a head such as `42:<64 hexadecimal digits>`. @throws InvalidArgumentError */
export function parseHead(text: string): AuditHead {
  const [, sequence = '', hash = ''] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (hash === '')
    throw new InvalidArgumentError('Write the number and the hash of a record, such as 42:9f86d0….');
  return { sequence: Number(sequence), hash };
}
