/** A program: `crashing-publish.ts <JSON of where and what> [<checkpoint>]` publishes, and kills itself on the way. */
import { openRemoteRepo } from '../remote/open-remote-repo.ts';
import type { FolderContent } from '../folder-content.ts';

const [json = '{}', fatal] = process.argv.slice(2);
const { remote, contents } = JSON.parse(json) as {
  readonly remote: { readonly url: string; readonly folder: string };
  readonly contents: readonly FolderContent[];
};

const repo = await openRemoteRepo({
  ...remote,
  author: { name: 'Atoll', email: 'atoll@example.org' },
  environment: process.env,
  now: () => new Date('2026-03-01T12:00:00Z'),
  checkpoint(name) {
    if (name === fatal) {
      process.kill(process.pid, 'SIGKILL');
    }
  },
});
const run = await repo.beginRun();
for (const content of contents) {
  await run.replaceFolder(content);
}
await run.finish({ message: 'render', branches: () => ['region/a', 'region/b'] });
