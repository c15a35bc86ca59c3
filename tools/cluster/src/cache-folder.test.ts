import { homedir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { cacheFolder } from './cache-folder.ts';

describe('cacheFolder', () => {
  it('prefers ATOLL_CACHE', () => {
    expect(cacheFolder({ ATOLL_CACHE: '/a/b', XDG_CACHE_HOME: '/c' })).toBe('/a/b');
  });

  it('takes a folder of its own inside XDG_CACHE_HOME', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/c' })).toBe('/c/atoll');
  });

  it.each([{}, { ATOLL_CACHE: '', XDG_CACHE_HOME: '' }])('falls back to the home folder with %j', (env) => {
    expect(cacheFolder(env)).toBe(join(homedir(), '.cache', 'atoll'));
  });
});
