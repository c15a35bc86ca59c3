import type { ConfigParser, OrganizationConfig, Parsed } from '@atoll/region-config';

/** A file of the config repository. */
export interface ConfigText {
  /** Path relative to the repository's root, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** The organization, parsed and defaulted. */
export interface LoadedOrganization {
  readonly config: OrganizationConfig;
  /** Each cloud's own block, by the cloud's name. */
  readonly blocks: Readonly<Record<string, unknown>>;
  readonly file: string;
}

/** Reads the organization's file. */
export function loadOrganization(parser: ConfigParser, file: ConfigText): Parsed<LoadedOrganization> {
  const parsed = parser.parseOrganization(file.path, file.text);
  if (!('value' in parsed)) return parsed;
  const { config, blocks } = parsed.value;
  return { value: { config, blocks, file: file.path } };
}
