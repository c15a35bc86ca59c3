export type { ConfigFile, ConfigFileStamp, ConfigListing, ConfigTexts } from './config-files.ts';
export { ConfigRepoError } from './list-regions-folder.ts';
export { type ReadOptions, readConfigRepo } from './read-config-repo.ts';
export { statConfigRepo } from './stat-config-repo.ts';
