import type { Problem } from '@atoll/core';

/** A file of the config repository, without its text. */
export interface ConfigFileStamp {
  /** Path relative to the repository's root, with `/`, such as `regions/aws-us-east-1/region.yaml`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
}

/** What stands in a config repository, without having read it. */
export interface ConfigListing {
  /** Folders of regions, by name. */
  readonly regions: readonly string[];
  readonly files: readonly ConfigFileStamp[];
  /** What is wrong with folders and files as such; sorted. */
  readonly problems: readonly Problem[];
}

/** A file of the config repository. */
export interface ConfigFile {
  readonly path: string;
  readonly text: string;
}

/** Texts of a config repository. */
export interface ConfigTexts {
  /** Folders of all regions, by name, whichever of them were read. */
  readonly regions: readonly string[];
  readonly files: readonly ConfigFile[];
  /** Files that cannot be read; sorted. */
  readonly problems: readonly Problem[];
}
