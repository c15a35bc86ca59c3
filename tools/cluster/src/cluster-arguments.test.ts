import { describe, expect, it } from 'vitest';

import { parseClusterArguments } from './cluster-arguments.ts';
import { ClusterError } from './cluster-error.ts';

describe('parseClusterArguments', () => {
  it.each([
    [[], { name: 'start', crdFolders: [] }],
    [['--crds', 'a', '--crds=b'], { name: 'start', crdFolders: ['a', 'b'] }],
    [['--keep', 'd'], { name: 'start', crdFolders: [], dataDir: 'd' }],
    [['build'], { name: 'build' }],
    [['build', '--help'], { name: 'help' }],
    [['-h'], { name: 'help' }],
  ])('reads %j', (args, command) => {
    expect(parseClusterArguments(args)).toEqual(command);
  });

  it.each([
    [['stop'], 'unexpected argument "stop": only "build", alone, is known; see --help'],
    [['build', 'more'], 'unexpected argument "build": only "build", alone, is known; see --help'],
    [['build', '--keep', 'd'], 'unexpected argument "build": only "build", alone, is known; see --help'],
  ])('refuses %j', (args, message) => {
    expect(() => parseClusterArguments(args)).toThrow(new ClusterError('ERR_CLUSTER_ARGUMENTS', message));
  });

  it('refuses an unknown option with its name', () => {
    expect(() => parseClusterArguments(['--crd', 'a'])).toThrow(/'--crd'/);
  });
});
