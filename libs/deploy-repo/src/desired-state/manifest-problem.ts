import type { Problem } from '@atoll/core';

/** No manifest that Atoll renders comes near it, and etcd takes none above 1.5 MiB. */
const MOST_BYTES = 1_024 * 1_024;

const LINK_MODE = '120000';
const SUBMODULE_MODE = '160000';
const MANIFEST_NAME = /\.ya?ml$/;
/** Source: git-lfs, docs/spec.md. */
const LFS_POINTER = 'version https://git-lfs.github.com/spec/';

/** An entry of a tree that is no tree. */
export interface TreeEntry {
  /** Git's, such as `100644`. */
  readonly mode: string;
  readonly id: string;
  readonly path: string;
  readonly bytes: number;
}

/** Says why an entry is no manifest, before its content is read; undefined if it may be one. */
export function explainEntry({ mode, path, bytes }: TreeEntry): Problem | undefined {
  if (mode === LINK_MODE) {
    return toProblem(path, 'ERR_DESIRED_LINK', 'is a symbolic link, and none is followed: commit the file');
  }
  if (mode === SUBMODULE_MODE) {
    return toProblem(path, 'ERR_DESIRED_SUBMODULE', 'is a submodule, and none is fetched: commit the files');
  }
  if (!MANIFEST_NAME.test(path)) {
    return toProblem(
      path,
      'ERR_DESIRED_NAME',
      'is no manifest by its name: end it with .yaml or .yml, or move it away',
    );
  }
  if (bytes > MOST_BYTES) {
    const rule = `has ${bytes} bytes, and above ${MOST_BYTES} none is read: split it, one object a file`;
    return toProblem(path, 'ERR_DESIRED_SIZE', rule);
  }
  return undefined;
}

/** Gives the text of a manifest, or says why it has none. */
export function explainContent(path: string, content: Buffer): string | Problem {
  const text = decode(content);
  if (text === undefined || text.includes('\0')) {
    return toProblem(path, 'ERR_DESIRED_ENCODING', 'is no UTF-8 text: save it as UTF-8');
  }
  if (text.startsWith(LFS_POINTER)) {
    return toProblem(
      path,
      'ERR_DESIRED_LFS',
      'is a pointer of Git LFS, whose content is elsewhere: commit the manifest itself',
    );
  }
  return text;
}

function decode(content: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}

function toProblem(file: string, code: string, rule: string): Problem {
  return { file, line: 0, column: 0, path: '', message: `the file ${rule}`, code };
}
