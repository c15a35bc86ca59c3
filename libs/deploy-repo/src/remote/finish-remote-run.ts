import { abandonRun } from '../abandon-run.ts';
import type { ChangeSummary } from '../change-summary.ts';
import { importFolders } from '../import-folders.ts';
import { TEMPORARY_REFS, changeRefs, dropTemporaryRef, toBranchRef } from '../refs.ts';
import type { FinishOptions, RunResult } from '../run.ts';
import type { RunStart, WrittenFolders } from '../run-start.ts';
import { nameBranches, writeCommit } from '../write-commit.ts';
import { freeLocks } from './free-locks.ts';
import { listBehind } from './list-behind.ts';
import { pushBranches } from './push-branches.ts';
import { pushPastLocks } from './push-past-locks.ts';
import type { RemoteAccess } from './remote-environment.ts';
import { settleFailedPush } from './settle-failed-push.ts';

/** What there is to push. */
interface PreparedPush {
  readonly changes: ChangeSummary;
  /** Undefined if the tree stayed equal. */
  readonly commit: string | undefined;
  /** Where the branches go: the new commit, or the head that they lag behind. */
  readonly target: string | undefined;
  /** Branches beside the one that holds the truth. */
  readonly branches: readonly string[];
}

/** Commits what was written if it differs, and pushes it with its branches at once. */
export async function finishRemoteRun(
  start: RunStart,
  access: RemoteAccess,
  { written, options }: { readonly written: WrittenFolders; readonly options: FinishOptions },
): Promise<RunResult> {
  try {
    const push = await preparePush(start, written, options);
    const { changes, commit, target, branches } = push;
    if (target !== undefined && (commit !== undefined || branches.length > 0)) {
      await pushAll(start, access, { ...push, target });
    } else {
      await freeLocks(start.git, () => dropTemporaryRef(start.git, start.id));
    }
    await start.checkpoint('temporary-ref-dropped');
    return {
      ...(commit === undefined ? {} : { commit }),
      ...(target === undefined ? {} : { head: target }),
      changes,
      branches,
      handEdits: [],
    };
  } catch (error) {
    // Whatever has failed, its own words are worth more than those of a clearing that fails too.
    await abandonRun(start, written.import).catch(() => undefined);
    throw error;
  }
}

async function preparePush(
  start: RunStart,
  written: WrittenFolders,
  options: FinishOptions,
): Promise<PreparedPush> {
  const { changes } = await importFolders(start, written);
  await start.checkpoint('imported');
  const changed = changes.folders.map(({ folder }) => folder);
  const isChanged = changes.total > 0;
  const commit = isChanged ? await writeCommit(start, options, changes) : undefined;
  const target = commit ?? start.head;
  if (target === undefined) {
    return { changes, commit, target, branches: [] };
  }
  const named = isChanged ? nameBranches(start, options, changed) : [];
  const behind = await listBehind(start, target, options.followers);
  if (commit !== undefined) {
    // A crash leaves the ref; what it names tells the next run whether the push had arrived.
    await changeRefs(
      start.git,
      [{ ref: `${TEMPORARY_REFS}/${start.id}`, to: commit, from: 'any' }],
      'atoll: about to be pushed',
    );
    await start.checkpoint('committed');
  }
  return { changes, commit, target, branches: [...new Set([...named, ...behind])].toSorted() };
}

async function pushAll(
  start: RunStart,
  access: RemoteAccess,
  { commit, target, branches }: PreparedPush & { readonly target: string },
): Promise<void> {
  const { git, checkpoint } = start;
  const moved = [...(commit === undefined ? [] : [start.branch]), ...branches];
  await checkpoint('pushing');
  const outcome = await pushPastLocks(git, access, () =>
    pushBranches(git, access, { commit: target, branches: moved }),
  );
  if (outcome.exit !== 0) {
    await settleFailedPush({ start, access, target, branches: moved, outcome });
  }
  await checkpoint('pushed');
  // Behind a failure the clone has fetched, and somebody may have gone on from there.
  const mirrored = outcome.exit === 0 ? moved : [];
  const changes = mirrored.map((name) => ({ ref: toBranchRef(name), to: target, from: 'any' }));
  const carrier = { ref: `${TEMPORARY_REFS}/${start.id}`, to: undefined, from: 'any' };
  await freeLocks(git, () => changeRefs(git, [...changes, carrier], 'atoll: pushed'));
  await checkpoint('refs-moved');
}
