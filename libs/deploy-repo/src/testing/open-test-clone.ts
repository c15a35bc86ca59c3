import { join } from 'node:path';
import type { ConfigClone } from '../config-clone/config-clone.ts';
import { type ConfigCloneOptions, openConfigClone } from '../config-clone/open-config-clone.ts';
import type { ConfigRemote } from './config-remote.ts';

/** Files of a small config repository. */
export const FILES = {
  'regions/eu-1/region.yaml': 'size: 1\n',
  'regions/us-1/region.yaml': 'size: 1\n',
  'README.md': 'Ours.\n',
};

/** Opens a clone of the config repository; author and time are fixed. */
export function openTestClone(
  remote: ConfigRemote,
  options: Partial<ConfigCloneOptions> = {},
): Promise<ConfigClone> {
  return openConfigClone({
    url: remote.url,
    folder: join(remote.folder, 'cache'),
    author: { name: 'Atoll', email: 'atoll@example.org' },
    environment: process.env,
    now: () => new Date('2026-03-01T12:00:00Z'),
    ...options,
  });
}

/** Opens the clone, and gives it back at the end. */
export async function openFor(remote: ConfigRemote) {
  const clone = await openTestClone(remote);
  return { clone, [Symbol.dispose]: () => clone.close() };
}
