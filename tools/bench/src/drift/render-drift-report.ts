import { checkDriftGoals, renderFigure } from './drift-goals.ts';
import type { ColdResult, DriftResults, RateResult } from './drift-results.ts';

/** Widths of the columns: what, the agent, the compare. */
const [WHAT, FIGURE] = [46, 18];

/** Gives what a bench prints. */
export function renderDriftReport(results: DriftResults): string {
  const { command, machine, objects, runs, loadSeconds, sustainedPerSecond, low, high, interval } = results;
  const count = objects.toLocaleString('en');
  return [
    `$ ${command}`,
    machine,
    `Input: ${count} objects in 5 namespaces (of ten: 7 ConfigMaps, 2 Deployments, 1 ServiceAccount), one commit; loaded in ${renderFigure(loadSeconds)} s.`,
    `Server, agent and bench share the machine. The agent is the bundle, in a process of its own, and writes Event and DriftRecord`,
    `of every drift meanwhile. The compare lists all and dry-runs each object, pass after pass with no pause: a real one waits its`,
    `interval (10 min is usual) between two. Medians of ${runs} runs where there are runs.`,
    `The server takes ${renderFigure(sustainedPerSecond)} writes a second with the agent off.`,
    '',
    renderRow(['', 'agent', 'interval compare', 'ratio']),
    ...renderRate(low, interval.low),
    ...renderRate(high, interval.high),
    ...renderCold('read-only', results.cold['read-only'], interval),
    ...renderCold('remediating', results.cold.remediating, interval),
    renderRow(['one pass over all, s', '-', renderFigure(interval.passSeconds), '']),
    renderRow([
      'requests for each event; for each pass',
      renderFigure(results.requestsPerEvent),
      renderFigure(interval.requestsPerPass),
      '',
    ]),
    renderRow(['a dead watch is noticed, s', renderFigure(results.deadWatchSeconds), '-', '']),
    renderRow(['start of the bundle, ms', renderFigure(results.startMs), '-', '']),
    '',
    'Goals',
    ...checkDriftGoals(results).map(
      ({ goal, measured, isMet }) => `${isMet ? 'PASS' : 'MISS'}  ${measured.padStart(12)}  ${goal}`,
    ),
    '',
  ].join('\n');
}

function renderRate(agent: RateResult, compare: RateResult): readonly string[] {
  const { offeredPerSecond, achievedPerSecond, changes } = agent;
  const rate = `${renderFigure(offeredPerSecond)}/s`;
  return [
    renderRow([
      `${changes} changes at ${rate}: achieved, /s`,
      renderFigure(achievedPerSecond),
      `${renderFigure(compare.achievedPerSecond)} (${compare.changes})`,
      '',
    ]),
    renderPair(`change to verdict at ${rate}, p50 ms`, agent.p50, compare.p50),
    renderPair(`change to verdict at ${rate}, p99 ms`, agent.p99, compare.p99),
    renderPair(`from the server's answer, p99 ms`, agent.afterAnswerP99, compare.afterAnswerP99),
    renderRow([`without a verdict`, String(agent.unseen), String(compare.unseen), '']),
  ];
}

function renderCold(
  access: string,
  { seconds, cpuSeconds, stallMs, readyMb, peakMb }: ColdResult,
  { memoryMb }: DriftResults['interval'],
): readonly string[] {
  return [
    renderRow([`cold until ready, ${access}, s`, renderFigure(seconds), '-', '']),
    renderRow([`CPU until ready, ${access}, s`, renderFigure(cpuSeconds), '-', '']),
    renderRow([`longest stall until ready, ${access}, ms`, renderFigure(stallMs), '-', '']),
    renderPair(`memory when ready, ${access}, MB`, readyMb, memoryMb),
    renderRow([
      `peak until then, ${access}, MB`,
      peakMb === undefined ? 'not known' : renderFigure(peakMb),
      '-',
      '',
    ]),
  ];
}

function renderPair(what: string, agent: number, compare: number): string {
  return renderRow([what, renderFigure(agent), renderFigure(compare), `${renderFigure(agent / compare)}x`]);
}

function renderRow([what = '', agent = '', compare = '', ratio = '']: readonly string[]): string {
  return `${what.padEnd(WHAT)}${agent.padStart(FIGURE)}${compare.padStart(FIGURE)}${ratio.padStart(10)}`.trimEnd();
}
