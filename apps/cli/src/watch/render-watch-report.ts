import type { WatchReport } from '@atoll/synth-run';

/** Hexadecimal digits of a commit that are shown. */
const SHORT_COMMIT = 12;

/** Gives the last words of a watch: how far it came, and what is left to a person. */
export function renderWatchReport(report: WatchReport): string {
  const { head, published, commits, merged, proposals, lastError, isReady } = report;
  const waiting = proposals.filter(({ outcome }) => outcome === 'waiting' || outcome === 'refused');
  return [
    published === undefined
      ? `Nothing was published; main is at ${head?.slice(0, SHORT_COMMIT) ?? 'an unknown commit'}.`
      : `Published ${published.slice(0, SHORT_COMMIT)} of the configuration: ${count(commits, 'commit')}, ${count(merged, 'proposal')} merged.`,
    ...waiting.map(
      ({ branch, outcome, code, detail }) =>
        `  ${branch} ${outcome}${code === undefined ? '' : ` (${code})`}: ${detail}`,
    ),
    ...(isReady || lastError === undefined ? [] : [`Failed: ${lastError.message}\n(${lastError.code})`]),
    '',
  ].join('\n');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
