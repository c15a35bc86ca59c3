import { describe, expect, it } from 'vitest';

import { renderAtollJson } from './atoll-json.ts';
import { ManifestError } from './manifest-error.ts';

describe('renderAtollJson', () => {
  it('names the format, the input and every file in the order of code units', () => {
    const files = [
      { path: 'network/b.yaml', text: 'bb' },
      { path: 'network/a.yaml', text: 'a' },
      { path: 'network/_.yaml', text: '' },
    ];

    expect(renderAtollJson({ inputDigest: 'input:1', files, digest })).toBe(`{
  "formatVersion": 1,
  "input": "input:1",
  "files": {
    "network/_.yaml": "length:0",
    "network/a.yaml": "length:1",
    "network/b.yaml": "length:2"
  }
}
`);
  });

  it('gives the same bytes for any order of the files', () => {
    const files = ['a-b', 'a.b', 'a/b', 'ab'].map((path) => ({ path, text: path }));

    expect(renderAtollJson({ inputDigest: 'x', files: files.toReversed(), digest })).toBe(
      renderAtollJson({ inputDigest: 'x', files, digest }),
    );
  });

  it('refuses two files with one path', () => {
    const files = [
      { path: 'a', text: '1' },
      { path: 'a', text: '2' },
    ];

    expect(() => renderAtollJson({ inputDigest: 'x', files, digest })).toThrow(
      new ManifestError('ERR_MANIFEST_COLLISION', 'two files have the path "a"'),
    );
  });
});

function digest(text: string): string {
  return `length:${text.length}`;
}
