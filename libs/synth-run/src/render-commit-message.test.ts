import { describe, expect, it } from 'vitest';
import { type CommitDescription, renderCommitMessage } from './render-commit-message.ts';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

function describeCommit(description: Partial<CommitDescription>): string {
  return renderCommitMessage({
    folders: [],
    changes: { folders: [] },
    deleted: [],
    grantsOnly: new Set(),
    objects: new Map(),
    source: { commit: undefined, subject: undefined },
    ...description,
  });
}

describe(renderCommitMessage, () => {
  it('says what became of which region, why, and how many objects and files', () => {
    const text = describeCommit({
      folders: ['clusters/main', 'control-plane/a', 'control-plane/gone', 'regions/a'],
      changes: {
        folders: [
          { folder: 'clusters/main', added: 0, modified: 2, deleted: 1 },
          { folder: 'control-plane/a', added: 1, modified: 2, deleted: 0 },
          { folder: 'control-plane/gone', added: 0, modified: 0, deleted: 150 },
          { folder: 'regions/a', added: 0, modified: 1, deleted: 3 },
        ],
      },
      deleted: ['gone'],
      objects: new Map([['a', 180]]),
      source: { commit: COMMIT, subject: 'Keep backups longer' },
    });

    expect(text.split('\n')).toStrictEqual([
      'render: a; delete: gone',
      '',
      'Why: Keep backups longer (0123456789ab)',
      '',
      '* a: 180 objects, files +1 ~3 -3',
      '* gone: deleted, files +0 ~0 -150',
      '* clusters/main: files +0 ~2 -1',
    ]);
  });

  it.each([
    ['a subject with control characters', 'a\u001b[31m red\tone\u0000', 'a [31m red one'],
    ['a subject that writes from right to left', 'a\u202Eb', 'a b'],
    ['a long subject', 'x'.repeat(200), `${'x'.repeat(120)}…`],
  ])('makes %s harmless', (_, subject, expected) => {
    const text = describeCommit({ folders: ['clusters/main'], source: { commit: COMMIT, subject } });

    expect(text.split('\n')[2]).toBe(`Why: ${expected} (0123456789ab)`);
  });

  it('gives no reason where none is known', () => {
    const text = describeCommit({ folders: ['clusters/main'], source: { commit: COMMIT, subject: ' ' } });

    expect(text).toBe('render: control clusters\n\n* clusters/main: files +0 ~0 -0');
  });

  it('names forty regions and counts the others', () => {
    const folders = Array.from({ length: 42 }, (_, index) => `control-plane/r${index + 10}`);

    const lines = describeCommit({ folders }).split('\n');

    expect([lines[0], lines.length, lines.at(-1)]).toStrictEqual(['render: 42 regions', 43, '* and 2 more']);
  });
});
