import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditLine } from '@atoll/audit';
import type { ChainFiles } from './find-chains.ts';

/** Gives the stored lines of a chain, in its order; nothing is mended, since a log that is looked at is evidence. */
export async function* readChain({ folder, files }: ChainFiles): AsyncGenerator<AuditLine> {
  for (const file of files) {
    const path = join(folder, file);
    const text = await readFile(path, 'utf8');
    if (text === '') continue;
    const whole = text.endsWith('\n') ? text.slice(0, -1) : text;
    for (const [index, line] of whole.split('\n').entries())
      yield { place: `${path}:${index + 1}`, text: line };
  }
}
