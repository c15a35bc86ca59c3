import { renderAge } from '../render-age.ts';
import type { DriftEntry } from './drift-entry.ts';
import { renderObject } from './render-drift-list.ts';

/** A change of drift as it comes over a watch. */
export type DriftChangeReport =
  | { readonly at: string; readonly event: 'changed' | 'gone'; readonly record: DriftEntry }
  /** `stale`: what was shown may be over. */
  | { readonly at: string; readonly event: 'state'; readonly state: string; readonly reason: string };

/** Gives the line of a change for a person; no line feed. */
export function renderDriftEvent(change: DriftChangeReport, now: Date): string {
  if (change.event === 'state') {
    const why = change.reason === '' ? '' : `: ${change.reason}`;
    return `${change.at}  the view is ${change.state}${why}`;
  }
  const { region, object, state, fields, since, nextAction, record } = change.record;
  const what = change.event === 'gone' ? 'record is gone' : `${change.record.class}, ${state}`;
  const paths = fields.length === 0 ? '' : ` ${fields.join(', ')}`;
  const next = nextAction === undefined || change.event === 'gone' ? '' : `; next: ${nextAction}`;
  return `${change.at}  ${region}  ${renderObject(object)}  ${what}${paths} (since ${renderAge(since, now)})${next}  ${record}`;
}
