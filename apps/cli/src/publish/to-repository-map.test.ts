import { parseRemoteUrl } from '@atoll/deploy-repo';
import { describe, expect, it } from 'vitest';
import { toRepositoryMap } from './to-repository-map.ts';

const URL = 'https://git.example.com/a.git';

describe(toRepositoryMap, () => {
  it('gives the place of each address', () => {
    expect(toRepositoryMap([`${URL}=/srv/a.git`], parseRemoteUrl)).toStrictEqual(
      new Map([[URL, '/srv/a.git']]),
    );
  });

  it.each([
    [`${URL}=https://me:s3cret@git.example.com/a.git`, 'it holds user info'],
    [`${URL}=ssh://git:s3cret@git.example.com/a.git`, 'it holds a password'],
    ['https://me:s3cret@git.example.com/a.git', 'write <url>=<url or path>'],
    ['=https://me:s3cret@git.example.com/a.git', 'write <url>=<url or path>'],
  ])('refuses %s without printing it', (text, rule) => {
    const refused = () => toRepositoryMap([`${URL}=/srv/a.git`, text], parseRemoteUrl);

    expect(refused).toThrow(
      expect.objectContaining({
        code: 'ERR_PUBLISH_REPO_MAP',
        message: expect.stringMatching(`^--repo-map, number 2: .*${rule}`),
      }),
    );
    expect(refused).not.toThrow(/s3cret/);
  });
});
