export type { ChangeSummary, FolderChange } from './change-summary.ts';
export type { Checkpoint, CheckpointName } from './checkpoint.ts';
export type { CommitMessage } from './commit-message.ts';
export type {
  ConfigClone,
  FileToCommit,
  MergeToPush,
  ProposedChange,
  ProposedCommit,
  PushOutcome,
  TrailedCommit,
} from './config-clone/config-clone.ts';
export { type ConfigCloneOptions, openConfigClone } from './config-clone/open-config-clone.ts';
export type {
  DesiredBranch,
  DesiredFile,
  DesiredFolder,
  DesiredState,
  DesiredStateStatus,
} from './desired-state/desired-state.ts';
export { type DesiredStateOptions, openDesiredState } from './desired-state/open-desired-state.ts';
export type { DeployRepo } from './deploy-repo.ts';
export { DeployRepoError } from './deploy-repo-error.ts';
export { type FileChange, type FileHistory, readFileHistory } from './file-history.ts';
export type { FolderContent, FolderFile } from './folder-content.ts';
export type { Environment, GitIdentity } from './git-environment.ts';
export type { HandEdit } from './hand-edits.ts';
export { type ChangeSearch, readLastChanges } from './last-change.ts';
export { type DeployRepoOptions, openDeployRepo } from './open-deploy-repo.ts';
export { isCommitted } from './is-committed.ts';
export { readHeadCommit } from './read-head-commit.ts';
export type { Recovery } from './recover.ts';
export type { Repacking } from './repack.ts';
export type { FinishOptions, Run, RunResult } from './run.ts';
export type { GitCredentials } from './remote/git-credentials.ts';
export { openRemoteRepo, type RemoteRepoOptions } from './remote/open-remote-repo.ts';
export type { RemoteRepo } from './remote/remote-repo.ts';
export { parseRemoteUrl, type RemoteUrl } from './remote/remote-url.ts';
export { openSourceTree, type SourceTree } from './source-tree.ts';
export type { SigningKey } from './signing-key.ts';
export { openSourceHistory, type SourceChange, type SourceHistory } from './source-history.ts';
export { readTrailerHistory } from './trailer-history.ts';
