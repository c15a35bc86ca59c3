import { runSynth } from '../run-synth.ts';

/** Runs one synth as a process of its own, so that a test can give it another environment. */
const [root = '', deploy = ''] = process.argv.slice(2);

const report = await runSynth({
  root,
  deploy,
  verify: false,
  allowDelete: [],
  at: new Date(0),
  author: { name: 'Atoll', email: 'atoll@localhost' },
  generatorVersion: '0.0.0-test',
  sourceCommit: undefined,
  environment: process.env,
  now: () => new Date('2026-11-21T12:00:00Z'),
});
process.stdout.write(JSON.stringify({ commit: report.commit, problems: report.problems }));
