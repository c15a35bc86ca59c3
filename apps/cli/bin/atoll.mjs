#!/usr/bin/env node
import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** First version of Node that runs the sources, which are TypeScript, as they are. */
const OLDEST_MAJOR = 24;

if (Number.parseInt(process.versions.node, 10) < OLDEST_MAJOR) {
  process.stderr.write(
    `atoll needs Node ${OLDEST_MAJOR}, this is ${process.version}: run it as "npx atoll", which takes the Node that npm ci installed.\n`,
  );
  process.exitCode = 1;
} else {
  // Compiled code is kept in the user's own folder: the default, a folder of /tmp, could be filled by anybody.
  module.enableCompileCache(
    join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'atoll', 'compiled'),
  );
  await import('../src/main.ts');
}
