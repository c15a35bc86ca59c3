import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findConfigRoot } from './find-config-root.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'atoll-root-'));
});

afterEach(() => rmSync(root, { recursive: true }));

function makeFolders(...paths: readonly string[]): void {
  for (const path of paths) mkdirSync(join(root, path), { recursive: true });
}

describe(findConfigRoot, () => {
  it.each(['', 'regions', 'regions/aws-us-east-1', 'docs/how-to'])('finds the root from %j', (folder) => {
    makeFolders('regions/fleet', 'regions/aws-us-east-1', 'docs/how-to');

    expect(findConfigRoot(join(root, folder))).toBe(root);
  });

  it('does not take a deploy repository for a config repository', () => {
    makeFolders('regions/fleet', 'deploy/regions/aws-us-east-1/platform');

    expect(findConfigRoot(join(root, 'deploy/regions/aws-us-east-1'))).toBe(root);
  });

  it('finds a repository that lacks the folder of the fleet, so that a command can say so', () => {
    makeFolders('repo/regions/aws-us-east-1');

    expect(findConfigRoot(join(root, 'repo/regions/aws-us-east-1'))).toBe(join(root, 'repo'));
  });

  it('stays where it is when there is no repository', () => {
    makeFolders('elsewhere');

    expect(findConfigRoot(join(root, 'elsewhere'))).toBe(join(root, 'elsewhere'));
  });
});
