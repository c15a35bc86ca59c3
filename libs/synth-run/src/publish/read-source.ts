import { statConfigRepo } from '@atoll/config-repo';
import { openSourceHistory, type SourceChange, type SourceHistory } from '@atoll/deploy-repo';
import { PublishError } from './publish-error.ts';
import type { PublishOptions } from './publish-options.ts';

/** Changed files that a message names. */
const NAMED = 5;

/** The configuration as Git knows it. */
export interface PublishSource {
  /** Undefined outside Git. */
  readonly history: SourceHistory | undefined;
  /** What the trailer says: a commit, with `-dirty` behind it where files differ from it. */
  readonly trailer: string | undefined;
  readonly subject: string | undefined;
  readonly notices: readonly string[];
}

/**
 * Looks at the checkout that is to be published.
 *
 * @throws PublishError `ERR_PUBLISH_DIRTY` when files under `regions/` differ from the commit and no leave was given
 */
export async function readSource({ root, environment, allowDirty }: PublishOptions): Promise<PublishSource> {
  const history = await openSourceHistory(root, environment);
  if (history === undefined) {
    const notice =
      'The configuration is in no Git repository, or has no commit: older and newer cannot be told apart, so whatever stands is overwritten.';
    return { history, trailer: undefined, subject: undefined, notices: [notice] };
  }
  const read = new Set(statConfigRepo(root).files.map(({ path }) => path));
  const changes = (await history.listChanges('regions')).filter(
    ({ path, isIgnored }) => !isIgnored || read.has(path),
  );
  if (changes.length > 0 && !allowDirty) throw toDirty(changes);
  const { head, subject } = history;
  if (changes.length === 0) return { history, trailer: head, subject, notices: [] };
  const notice = `Files under regions/ differ from commit ${head}; the trailer says ${head}-dirty.`;
  return { history, trailer: `${head}-dirty`, subject, notices: [notice] };
}

function toDirty(changes: readonly SourceChange[]): PublishError {
  const named = changes.slice(0, NAMED).map(({ path }) => path);
  const more = changes.length > NAMED ? ` and ${changes.length - NAMED} more` : '';
  return new PublishError(
    'ERR_PUBLISH_DIRTY',
    `${named.join(', ')}${more} differ from the commit that is checked out, so nobody could find out later what was published: commit or stash them, or publish them all the same with --allow-dirty.`,
  );
}
