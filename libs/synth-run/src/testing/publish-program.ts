/** A program: `publish-program.ts <config> <repository> <cache> <checkpoint>` publishes and kills itself when it gets there. */
import { publishFleet } from '../publish/publish-fleet.ts';

const [root = '', repository = '', cacheFolder = '', fatal = ''] = process.argv.slice(2);

await publishFleet({
  ...{ root, repository, cacheFolder },
  allowDelete: [],
  allowDirty: false,
  takeOver: [],
  repositoryMap: new Map(),
  credentialsFor: () => undefined,
  author: { name: 'Atoll', email: 'atoll@localhost' },
  generatorVersion: '0.0.0-test',
  environment: process.env,
  at: new Date('2026-11-21T12:00:00Z'),
  now: () => new Date('2026-11-21T12:00:00Z'),
  pause: () => Promise.resolve(),
  random: () => 0,
  checkpoint(name) {
    if (name === fatal) process.kill(process.pid, 'SIGKILL');
  },
});
