import type { PublishReport } from '../publish/publish-report.ts';
import { toOutcome } from '../publish/publish-report.ts';
import { isNews } from './is-news.ts';
import { retryAfter } from './next-wake.ts';
import type { RoundTools } from './round-tools.ts';
import type { PublishCause, WatchEvent } from './watch-event.ts';
import { type Failure, toFailure } from './watch-state.ts';

/** Publishes if it is time to. */
export async function publishDue(tools: RoundTools, failures: Failure[]): Promise<void> {
  const { options, state } = tools;
  const at = options.clock.now();
  const cause = findCause(tools, at);
  if (cause === undefined) return;
  try {
    const report = await options.publish({ root: options.config.root, at });
    noteReport(tools, report, cause);
    state.publication = toOutcome(report);
    // A mistake in a file is mended by a commit, which is a cause of its own; a host that was away is asked again.
    const away = report.ownRepositories.flatMap(({ failure }) => failure ?? []);
    failures.push(...away);
    noteEnd(tools, away.length > 0 ? 'failed' : 'done');
  } catch (error) {
    const failure = toFailure(error);
    failures.push(failure);
    state.publication = 'failed';
    noteEnd(tools, 'failed');
    const retryAt = options.once ? undefined : state.retryAt?.toISOString();
    const { code, message: detail } = failure;
    options.onEvent({ event: 'publish-failed', cause, code, detail, retryAt });
  }
}

function findCause({ state }: RoundTools, at: Date): PublishCause | undefined {
  const { head, attempted, retryAt, nextChange } = state;
  if (attempted === undefined) return 'start';
  if (attempted !== head) return 'config-moved';
  if (retryAt !== undefined && retryAt.getTime() <= at.getTime()) return 'retry';
  return nextChange !== undefined && nextChange.getTime() <= at.getTime() ? 'time' : undefined;
}

function noteEnd({ options, state }: RoundTools, outcome: 'done' | 'failed'): void {
  state.attempted = state.head;
  if (outcome === 'done') {
    state.published = state.head;
    state.failures = 0;
    state.retryAt = undefined;
    return;
  }
  state.failures += 1;
  state.retryAt = retryAfter(state.failures, options.clock.now());
}

function noteReport({ options, state }: RoundTools, report: PublishReport, cause: PublishCause): void {
  const { onEvent } = options;
  const { commit, regions, ownRepositories } = report;
  state.commits += [commit, ...ownRepositories.map((own) => own.commit)].filter(
    (one) => one !== undefined,
  ).length;
  const changed = regions.filter(({ outcome }) => outcome === 'rendered' || outcome === 'deleted');
  const names = changed.filter(({ files }) => files.added + files.modified + files.deleted > 0);
  onEvent({
    ...{ event: 'published', cause, source: state.head ?? '', commit },
    regions: names.map(({ name }) => name),
  });
  tellFindings({ options, state }, report);
}

/** Tells what was kept back and what is wrong, each once as long as it lasts. */
function tellFindings(
  { options: { onEvent }, state }: Pick<RoundTools, 'options' | 'state'>,
  report: PublishReport,
): void {
  const found = [...listHeld(report), ...listProblems(report)];
  for (const { subject, event } of found) if (isNews(state, subject, event.detail)) onEvent(event);
  const standing = new Set(found.map(({ subject }) => subject));
  for (const subject of state.told.keys()) {
    if (/^(?:held|problem) /.test(subject) && !standing.has(subject)) state.told.delete(subject);
  }
}

/** Something to be told, and what it is known by. */
interface Finding {
  readonly subject: string;
  readonly event: Extract<WatchEvent, { readonly event: 'held' | 'problem' }>;
}

function listHeld({ holds, losses }: PublishReport): readonly Finding[] {
  return [
    ...holds.map(({ name, reason, message: detail }): Finding => {
      return { subject: `held ${name}`, event: { event: 'held', name, reason, detail } };
    }),
    ...losses
      .filter(({ isAllowed }) => !isAllowed)
      .map(({ region: name, path, what: detail }): Finding => {
        return { subject: `held ${path}`, event: { event: 'held', name, reason: 'loss', detail } };
      }),
  ];
}

function listProblems({ problems }: PublishReport): readonly Finding[] {
  return problems.map(({ file, line, column, code, path, message }): Finding => {
    const detail = `${path === '' ? '' : `${path}: `}${message}`;
    return {
      subject: `problem ${file}:${line}:${column}:${path}`,
      event: { event: 'problem', file, code, detail },
    };
  });
}
