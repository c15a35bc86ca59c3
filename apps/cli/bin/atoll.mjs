#!/usr/bin/env node
/** First version of Node that runs the sources, which are TypeScript, as they are. */
const OLDEST_MAJOR = 24;

if (Number.parseInt(process.versions.node, 10) < OLDEST_MAJOR) {
  process.stderr.write(
    `atoll needs Node ${OLDEST_MAJOR}, this is ${process.version}: run it as "npx atoll", which takes the Node that npm ci installed.\n`,
  );
  process.exitCode = 1;
} else {
  await import('../src/main.ts');
}
