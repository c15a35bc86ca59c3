import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasNoRefs, isHeadAt, readLooseRef } from './loose-refs.ts';

const COMMIT = '5ae6cd7f2826ccf3c7e87a7158a048d50cfab4e4';

let gitDir: string;

beforeEach(() => {
  gitDir = mkdtempSync(join(tmpdir(), 'atoll-refs-'));
});

afterEach(() => {
  rmSync(gitDir, { recursive: true });
});

function place() {
  return { path: gitDir, gitDir };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(gitDir, path)), { recursive: true });
  writeFileSync(join(gitDir, path), text);
}

describe('readLooseRef', () => {
  it('gives the commit of a ref with a file of its own', () => {
    write('refs/heads/main', `${COMMIT}\n`);

    expect(readLooseRef(place(), 'refs/heads/main')).toBe(COMMIT);
  });

  it.each([
    ['a symbolic ref', 'ref: refs/heads/other\n'],
    ['half a commit', COMMIT.slice(0, 20)],
    ['a longer hash', `${COMMIT}${COMMIT.slice(0, 24)}\n`],
  ])('leaves %s to Git', (_, text) => {
    write('refs/heads/main', text);

    expect(readLooseRef(place(), 'refs/heads/main')).toBeUndefined();
  });

  it('leaves a ref without a file to Git, which may have packed it', () => {
    write('packed-refs', `${COMMIT} refs/heads/main\n`);

    expect(readLooseRef(place(), 'refs/heads/main')).toBeUndefined();
  });
});

describe('isHeadAt', () => {
  it.each([
    ['ref: refs/heads/main\n', true],
    ['ref: refs/heads/other\n', false],
    ['ref: refs/heads/.invalid\n', false],
    [`${COMMIT}\n`, false],
  ])('tells of HEAD %j whether it is on main: %s', (text, isThere) => {
    write('HEAD', text);

    expect(isHeadAt(place(), 'refs/heads/main')).toBe(isThere);
  });
});

describe('hasNoRefs', () => {
  it('is sure of a name that stands neither in a file nor in the packed refs', () => {
    write('packed-refs', `${COMMIT} refs/atoll/tmpfiles/a\n${COMMIT} refs/heads/main\n`);

    expect(hasNoRefs(place(), 'refs/atoll/tmp')).toBe(true);
  });

  it.each([
    ['refs/atoll/tmp/a', `${COMMIT}\n`],
    ['packed-refs', `${COMMIT} refs/atoll/tmp/a\n`],
    ['reftable/tables.list', 'a.ref\n'],
  ])('is not sure when there is %s', (path, text) => {
    write(path, text);

    expect(hasNoRefs(place(), 'refs/atoll/tmp')).toBe(false);
  });
});
