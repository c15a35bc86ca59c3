import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A config repository in a temporary folder. */
export interface TempRepo {
  readonly root: string;
  /** Writes a file, with the folders around it. */
  write(path: string, content: string | Uint8Array): void;
  /** Makes a folder. */
  mkdir(path: string): void;
  remove(): void;
}

/** Makes a config repository with an organization and no region; the test removes it. */
export function createTempRepo(): TempRepo {
  const root = mkdtempSync(join(tmpdir(), 'atoll-config-'));
  const write = (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  write('regions/fleet/organization.yaml', 'kind: Organization\n');
  return {
    root,
    write,
    mkdir: (path) => mkdirSync(join(root, path), { recursive: true }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
