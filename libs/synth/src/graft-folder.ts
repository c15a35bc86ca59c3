import { renderAtollJson } from '@atoll/manifests';
import type { FolderFacts, RenderedFolder } from './render-region.ts';

/** What is grafted on a folder that stands. */
export interface Graft {
  /** Such as `control-plane/aws-us-east-1`. */
  readonly folder: string;
  /** Files as they stand, by path relative to the folder, without `atoll.json`. */
  readonly standing: ReadonlyMap<string, string>;
  /** Files that take their places, by the same paths; undefined: the file goes. */
  readonly replaced: ReadonlyMap<string, string | undefined>;
  /** Digest of the input that the replaced files were rendered from. */
  readonly inputDigest: string;
  readonly facts?: FolderFacts;
  /** Digest of a text's UTF-8 bytes. */
  readonly digest: (text: string) => string;
}

/** Gives a folder as it stands, with some of its files replaced, added or gone, and a new `atoll.json`; it says no objects. */
export function graftFolder({
  folder,
  standing,
  replaced,
  inputDigest,
  facts,
  digest,
}: Graft): RenderedFolder {
  const files = [...new Map<string, string | undefined>([...standing, ...replaced])]
    .flatMap(([path, text]) => (text === undefined ? [] : [{ path, text }]))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const text = renderAtollJson({
    ...{ inputDigest, files, digest },
    ...(facts === undefined ? {} : { facts: { ...facts } }),
  });
  return { folder, files: [{ path: 'atoll.json', text }, ...files], objects: [] };
}
