import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listOutcomes, MORE_STORAGE } from './testing/proposals.ts';
import { toPlain } from './testing/to-plain.ts';
import { createWatchedRepo, openClone, SATURDAY } from './testing/watched-repo.ts';

describe('merging', () => {
  it('begins again when main moves under it', async () => {
    using repo = createWatchedRepo();
    repo.propose(MORE_STORAGE);
    const clone = await openClone(repo.remote, () => SATURDAY);
    let races = 2;

    const watched = await repo.watch([], {
      once: true,
      config: {
        ...toPlain(clone),
        push: (merge) => {
          races -= 1;
          if (races >= 0) repo.remote.push({ 'regions/README.md': `${races}\n` });
          return clone.push(merge);
        },
      },
    });

    expect(listOutcomes(watched)).toStrictEqual(['agent/aws-us-east-1/storage-1 merged']);
    expect(repo.remote.host('rev-list', '--count', 'main')).toBe('4');
    expect(repo.remote.host('rev-list', '--count', '--grep=^Atoll-Decision', 'main')).toBe('1');
  });

  it('leaves publishing alone when the host lets nobody push to main', async () => {
    using repo = createWatchedRepo();
    repo.propose(MORE_STORAGE);
    writeFileSync(join(repo.remote.url, 'hooks/update'), '#!/bin/sh\n[ "$1" != refs/heads/main ]\n', {
      mode: 0o755,
    });

    const watched = await repo.watch([() => undefined]);

    expect(watched.events.map(({ event }) => event)).toStrictEqual([
      ...['started', 'config-moved', 'proposals-failed', 'published', 'not-ready', 'stopped'],
    ]);
    expect(watched.published).toHaveLength(1);
  });
});
