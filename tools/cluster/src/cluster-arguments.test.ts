import { describe, expect, it } from 'vitest';

import { parseClusterArguments } from './cluster-arguments.ts';
import { ClusterError } from './cluster-error.ts';

describe('parseClusterArguments', () => {
  it.each([
    [[], { name: 'start', level: 'api', crdFolders: [], repositories: {} }],
    [['--crds', 'a', '--crds=b'], { name: 'start', level: 'api', crdFolders: ['a', 'b'], repositories: {} }],
    [['--keep', 'd'], { name: 'start', level: 'api', crdFolders: [], repositories: {}, dataDir: 'd' }],
    [
      ['--level', 'flux', '--repository', 'https://git/a?b=c=/d'],
      { name: 'start', level: 'flux', crdFolders: [], repositories: { 'https://git/a?b=c': '/d' } },
    ],
    [['build'], { name: 'build', level: 'api' }],
    [['build', '--level=controllers'], { name: 'build', level: 'controllers' }],
    [['build', '--help'], { name: 'help' }],
    [['-h'], { name: 'help' }],
  ])('reads %j', (args, command) => {
    expect(parseClusterArguments(args)).toEqual(command);
  });

  it.each([
    [['stop'], 'unexpected argument "stop": only "build", alone, is known; see --help'],
    [['build', 'more'], 'unexpected argument "build": only "build", alone, is known; see --help'],
    [['build', '--keep', 'd'], 'unexpected argument "build": only "build", alone, is known; see --help'],
    [['--level', 'nodes'], '--level "nodes" is none of api, controllers, flux'],
    [['--repository', 'x='], '--repository "x=" is not <url>=<folder of a bare repository>'],
  ])('refuses %j', (args, message) => {
    expect(() => parseClusterArguments(args)).toThrow(new ClusterError('ERR_CLUSTER_ARGUMENTS', message));
  });

  it('refuses an unknown option with its name', () => {
    expect(() => parseClusterArguments(['--crd', 'a'])).toThrow(/'--crd'/);
  });
});
