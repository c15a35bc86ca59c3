import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ConfigClone,
  createTemporaryPublication,
  type TemporaryPublication,
} from '../testing/temporary-publication.ts';

const PROGRAM = join(import.meta.dirname, '..', 'testing', 'publish-program.ts');
const EAST = 'regions/aws-us-east-1/region.yaml';

/** Every step of a run on a remote repository. */
const CHECKPOINTS = [
  ...['fetched', 'locked', 'imported', 'committed', 'pushing', 'pushed'],
  ...['refs-moved', 'temporary-ref-dropped', 'unlocked'],
];

let publication: TemporaryPublication;
let clone: ConfigClone;

beforeAll(async () => {
  publication = createTemporaryPublication();
  clone = publication.clone('a');
  for (const name of ['aws-eu-central-1', 'aws-us-west-2']) clone.remove(`regions/${name}`);
  clone.commit('Only east');
  await clone.publish();
});

afterAll(() => publication[Symbol.dispose]());

describe('a publisher that is killed', () => {
  it.each(CHECKPOINTS)('at %s leaves the remote whole, and the next run completes it once', async (fatal) => {
    const count = Number(publication.git('rev-list', '--count', 'main'));
    clone.edit(EAST, /retentionDays: \d+/, `retentionDays: ${14 + count}`);
    clone.commit(`Change before ${fatal}`);

    const killed = spawnSync(process.execPath, [
      ...[PROGRAM, clone.root, publication.deploy],
      ...[join(publication.folder, 'a-cache'), fatal],
    ]);
    const fsck = publication.git('fsck', '--full', '--strict', '--no-dangling');
    const report = await clone.publish();
    const idle = await clone.publish();

    expect([killed.signal, fsck]).toStrictEqual(['SIGKILL', '']);
    expect(publication.git('rev-list', '--count', 'main')).toBe(`${count + 1}`);
    expect(publication.git('rev-parse', 'region/aws-us-east-1')).toBe(report.head);
    expect(publication.git('log', '-1', '--format=%b', 'main')).toContain(`Why: Change before ${fatal} (`);
    expect([idle.commit, idle.branches]).toStrictEqual([undefined, []]);
    const [bare = ''] = publication.listClones('a-cache');
    expect(publication.gitIn(bare, 'for-each-ref', 'refs/atoll')).toBe('');
  });
});
