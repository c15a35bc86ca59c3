import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toOptionWords } from './to-option-words.ts';

describe(toOptionWords, () => {
  it('listens on this machine only, and fills a folder of its own, unless it is told otherwise', () => {
    expect(toOptionWords({ region: 'eu-1' }, { HOME: '/srv/ann' })).toMatchObject({
      regions: 'eu-1',
      mode: 'look',
      host: '127.0.0.1',
      healthPort: '0',
      dataFolder: '/srv/ann/.cache/atoll/agent',
    });
  });

  it('takes variables of the Pod before defaults', () => {
    const environment = { ATOLL_HOST: '0.0.0.0', ATOLL_REGIONS: 'eu-2', ATOLL_DATA: '/var/atoll' };

    expect(toOptionWords({}, environment)).toMatchObject({
      host: '0.0.0.0',
      regions: 'eu-2',
      dataFolder: '/var/atoll',
    });
  });

  it('takes the command line before variables', () => {
    const words = toOptionWords(
      { region: 'eu-1', data: '/tmp/x', deployRepository: '../deploy.git' },
      { ATOLL_REGIONS: 'eu-2', ATOLL_DATA: '/var/atoll' },
    );

    expect(words).toMatchObject({
      regions: 'eu-1',
      dataFolder: '/tmp/x',
      deployRepository: resolve('../deploy.git'),
    });
  });

  it.each(['https://git.example.com/deploy.git', 'git@git.example.com:deploy.git'])(
    'leaves the address %s as it is',
    (deployRepository) => {
      expect(toOptionWords({ deployRepository }, {})).toMatchObject({ deployRepository });
    },
  );
});
