import type { FolderImport } from './folder-import.ts';
import { dropTemporaryRef } from './refs.ts';
import type { RunStart } from './run-start.ts';

/** Ends an import whose tree is not wanted; that it failed has been told elsewhere. */
export async function abandonRun(start: RunStart, running: FolderImport | undefined): Promise<void> {
  if (running !== undefined) {
    await running.finish().catch(() => undefined);
    await dropTemporaryRef(start.git, start.id);
  }
}
