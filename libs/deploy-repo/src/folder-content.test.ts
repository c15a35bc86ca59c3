import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderFolderCommands, renderFolderDeletion } from './folder-content.ts';

describe('renderFolderCommands', () => {
  it('empties the folder, then gives each file with its size in bytes', () => {
    const files = [
      { path: 'dns/zone.yaml', text: 'ä\n' },
      { path: 'a "b".yaml', text: '' },
    ];

    expect(renderFolderCommands({ folder: 'regions/eu-1', files })).toBe(
      'D "regions/eu-1"\n' +
        'M 100644 inline "regions/eu-1/dns/zone.yaml"\ndata 3\nä\n\n' +
        'M 100644 inline "regions/eu-1/a \\"b\\".yaml"\ndata 0\n\n',
    );
  });

  it.each([
    [
      '/etc/passwd',
      'it is absolute, empty, or holds an empty name; write it relative, without "/" at its ends',
    ],
    ['', 'it is absolute, empty, or holds an empty name; write it relative, without "/" at its ends'],
    ['a//b', 'it is absolute, empty, or holds an empty name; write it relative, without "/" at its ends'],
    ['a/', 'it is absolute, empty, or holds an empty name; write it relative, without "/" at its ends'],
    ['../x', 'it holds "." or ".."'],
    ['a/./b', 'it holds "." or ".."'],
    ['a/.git/config', 'it holds .git, which belongs to Git'],
    ['.GIT', 'it holds .git, which belongs to Git'],
    ['git~1/x', 'it holds .git, which belongs to Git'],
    ['a\nb', 'it holds a control character or a backslash'],
    ['a\u0000b', 'it holds a control character or a backslash'],
    ['a\\b', 'it holds a control character or a backslash'],
    ['a\ud800', 'it is no valid Unicode text'],
  ])('refuses the path %j, as a folder and in one', (path, rule) => {
    const message = `the path ${JSON.stringify(path)} cannot stand in the deploy repository: ${rule}`;

    expect(() => renderFolderCommands({ folder: path, files: [{ path: 'x', text: '' }] })).toThrow(message);
    expect(() => renderFolderCommands({ folder: 'x', files: [{ path, text: '' }] })).toThrow(message);
    expect(() => renderFolderDeletion(path)).toThrow(message);
  });

  it.each([
    [['a', 'a'], '"x/a" cannot stand in the deploy repository: it is given twice'],
    [['a/b', 'a'], '"x/a" cannot stand in the deploy repository: it is a file, and the folder of a/b'],
  ])('refuses the files %j', (paths, words) => {
    const files = paths.map((path) => ({ path, text: '' }));

    expect(() => renderFolderCommands({ folder: 'x', files })).toThrow(words);
  });

  it('refuses a folder without files', () => {
    expect(() => renderFolderCommands({ folder: 'x', files: [] })).toThrow(
      'the folder x was rendered without any file: an empty render never deletes; call deleteFolder if it must go',
    );
  });

  it('announces for every text as many bytes as it gives', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const commands = Buffer.from(renderFolderCommands({ folder: 'x', files: [{ path: 'y', text }] }));
        const head = 'D "x"\nM 100644 inline "x/y"\ndata ';
        const lineEnd = commands.indexOf('\n', head.length);
        const size = Number(commands.toString('utf8', head.length, lineEnd));
        expect(commands.subarray(lineEnd + 1)).toEqual(Buffer.from(`${text}\n`));
        expect(size).toBe(Buffer.byteLength(text));
      }),
    );
  });
});
