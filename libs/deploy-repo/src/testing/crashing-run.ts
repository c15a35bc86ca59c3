/** A program: `crashing-run.ts <repository> <checkpoint> <how often> <JSON of folders>` writes a run of folders that it expected, and kills itself on the way. */
import { openDeployRepo } from '../open-deploy-repo.ts';
import type { FolderContent } from '../folder-content.ts';

const [path = '', fatal = '', times = '1', json = '{}'] = process.argv.slice(2);
const { replaced, deleted } = JSON.parse(json) as {
  readonly replaced: readonly FolderContent[];
  readonly deleted: readonly string[];
};
let left = Number(times);

const repo = await openDeployRepo({
  path,
  author: { name: 'Atoll', email: 'atoll@example.org' },
  environment: process.env,
  now: () => new Date('2026-03-01T12:00:00Z'),
  checkpoint(name) {
    left -= name === fatal ? 1 : 0;
    if (left === 0) {
      process.kill(process.pid, 'SIGKILL');
    }
  },
});
const run = await repo.beginRun([...replaced.map(({ folder }) => folder), ...deleted]);
for (const content of replaced) {
  await run.replaceFolder(content);
}
for (const folder of deleted) {
  await run.deleteFolder(folder);
}
await run.finish({ message: 'render', branches: () => ['region/a'] });
