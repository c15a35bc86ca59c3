import { compareText } from '@atoll/core';

import { ManifestError } from './manifest-error.ts';

/** Raised whenever a reader of the older form could not understand the newer one. */
const FORMAT_VERSION = 1;

const INDENT = 2;

/** Start of an entry of `files`, two levels deep. */
const ENTRY = '\n    ';

/** End of the text without any file. */
const NO_FILES = '{}\n}';

/** What stands in `<half>/<region>/atoll.json`: how the folder was made, for whoever checks that it is whole. */
export interface AtollJson {
  readonly formatVersion: number;
  /** Digest of the region's parsed and defaulted input. */
  readonly input: string;
  /** What the rest of the fleet has to know of the folder's region, when its configuration cannot be read. */
  readonly facts?: Readonly<Record<string, unknown>>;
  /** Digest of every file by its path, ordered by path. */
  readonly files: Readonly<Record<string, string>>;
}

export interface AtollJsonInput {
  /** Digest of the region's parsed and defaulted input. */
  readonly inputDigest: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  /** The files of one half of one region in any order; `atoll.json` itself is not among them. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Digest of a text's UTF-8 bytes, such as `sha256:` and 64 hexadecimal digits. */
  readonly digest: (text: string) => string;
}

/**
 * Gives the text of `atoll.json`: equal input gives equal bytes on every machine and in every locale.
 *
 * @throws ManifestError `ERR_MANIFEST_COLLISION` when two files have the same path
 */
export function renderAtollJson(input: AtollJsonInput): string {
  const head = {
    formatVersion: FORMAT_VERSION,
    input: input.inputDigest,
    ...(input.facts === undefined ? {} : { facts: input.facts }),
    files: {},
  } satisfies AtollJson;
  const lines = listDigests(input).map(
    ([path, digest]) => `${ENTRY}${JSON.stringify(path)}: ${JSON.stringify(digest)}`,
  );
  const text = JSON.stringify(head, undefined, INDENT);

  return lines.length === 0 ? `${text}\n` : `${text.slice(0, -NO_FILES.length)}{${lines.join(',')}\n  }\n}\n`;
}

/** Pairs, since an object with thousands of keys that no other one has is several times slower to make and to write. */
function listDigests({ files, digest }: AtollJsonInput): readonly (readonly [string, string])[] {
  const sorted = files.toSorted((a, b) => compareText(a.path, b.path));
  const twin = sorted.find((file, index) => file.path === sorted[index - 1]?.path);
  if (twin !== undefined) {
    throw new ManifestError('ERR_MANIFEST_COLLISION', `two files have the path "${twin.path}"`);
  }

  return sorted.map(({ path, text }) => [path, digest(text)]);
}
