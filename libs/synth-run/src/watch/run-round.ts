import { nextChange } from '../next-change.ts';
import { isNews } from './is-news.ts';
import { type MergedProposals, mergeProposals } from './merge-proposals.ts';
import { publishDue } from './publish-due.ts';
import type { RoundTools } from './round-tools.ts';
import { type Failure, toFailure, toProposalEvent, type WatchState } from './watch-state.ts';

/** One look at the config repository: fetch, merge, publish, and note how it went. */
export async function runRound(tools: RoundTools): Promise<void> {
  const { options, state } = tools;
  const failures: Failure[] = [];
  await fetchConfig(tools, failures);
  if (state.isReachable === true && !options.stop.aborted) await merge(tools, failures);
  if (state.head !== undefined && !options.stop.aborted) {
    await publishDue(tools, failures);
    await noteNextChange(tools, failures);
  }
  noteHealth(tools, failures);
}

async function fetchConfig({ options, state }: RoundTools, failures: Failure[]): Promise<void> {
  const { config, onEvent } = options;
  try {
    const commit = await config.fetch();
    await config.checkOut(commit);
    if (state.isReachable === false) onEvent({ event: 'config-reachable', commit });
    state.isReachable = true;
    if (commit !== state.head) onEvent({ event: 'config-moved', commit, before: state.head });
    state.head = commit;
  } catch (error) {
    const failure = toFailure(error);
    failures.push(failure);
    const { code, message } = failure;
    if (state.isReachable !== false) onEvent({ event: 'config-unreachable', code, detail: message });
    state.isReachable = false;
  }
}

async function merge(tools: RoundTools, failures: Failure[]): Promise<void> {
  const { options, state, memory, reader } = tools;
  const { config: clone, clock, onEvent } = options;
  const head = state.head ?? '';
  try {
    const merged = await mergeProposals({ clone, clock, memory, reader, head });
    state.proposals = joinProposals(state, merged);
    for (const proposal of merged.proposals) {
      const event = toProposalEvent(proposal);
      if (!isNews(state, `proposal ${proposal.branch}`, JSON.stringify(event))) continue;
      onEvent(event);
      if (proposal.outcome === 'merged') state.merged += 1;
    }
    if (merged.head !== head) onEvent({ event: 'config-moved', commit: merged.head, before: head });
    state.head = merged.head;
    tellFailures(tools, merged.failures, failures);
  } catch (error) {
    tellFailures(tools, [toFailure(error)], failures);
  }
}

/** What failed now is known as it was before. */
function joinProposals({ proposals: before }: WatchState, merged: MergedProposals): WatchState['proposals'] {
  const { proposals, failures } = merged;
  const branches = new Set(proposals.map(({ branch }) => branch));
  return failures.length === 0
    ? proposals
    : [...proposals, ...before.filter(({ branch }) => !branches.has(branch))];
}

function tellFailures(
  { options: { onEvent }, state }: RoundTools,
  found: readonly Failure[],
  failures: Failure[],
): void {
  const [first] = found;
  failures.push(...found);
  if (first === undefined) state.told.delete('proposals');
  else if (isNews(state, 'proposals', first.code))
    onEvent({ event: 'proposals-failed', code: first.code, detail: first.message });
}

async function noteNextChange({ options, state }: RoundTools, failures: Failure[]): Promise<void> {
  const now = options.clock.now().getTime();
  // One whose time has come, and that failed, is tried in the next regular round.
  const waiting = state.proposals.flatMap(({ until }) => until?.getTime() ?? []).filter((at) => at > now);
  try {
    const change = await nextChange(options.config.root, options.clock.now());
    const moments = [...waiting, ...(change === undefined ? [] : [change.getTime()])];
    state.nextChange = moments.length === 0 ? undefined : new Date(Math.min(...moments));
  } catch (error) {
    failures.push(toFailure(error));
  }
}

function noteHealth({ options, state }: RoundTools, failures: readonly Failure[]): void {
  const at = options.clock.now().toISOString();
  const [first] = failures;
  // Nothing failed just now, and what failed before was not tried again yet.
  if (first === undefined && state.failures > 0) return;
  if (first === undefined) {
    state.lastSuccess = at;
    if (state.isReady !== true) options.onEvent({ event: 'ready', lastSuccess: at });
    state.isReady = true;
    return;
  }
  state.lastError = { at, code: first.code, message: first.message };
  const { lastSuccess } = state;
  if (state.isReady !== false) options.onEvent({ event: 'not-ready', lastSuccess, lastError: first.code });
  state.isReady = false;
}
