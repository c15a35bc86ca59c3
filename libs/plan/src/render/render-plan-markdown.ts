import { renderProblem } from '@atoll/core';
import type { ClusterPlan, Plan, RegionPlan } from '../plan.ts';
import { worstRisk } from '../risk.ts';
import { describeStage, summarizeStage } from './describe-objects.ts';
import { describeBase, describeBlast, describeHeadline } from './describe-plan.ts';
import type { PlanDetail } from './describe-region.ts';
import { groupRegions, type RegionGroup } from './group-regions.ts';
import { type Line, type Section, toLine } from './line.ts';
import { listConcerns } from './list-concerns.ts';
import { renderCost } from './render-cost.ts';

/** Hidden first line, by which a CI run finds its own comment and edits it in place. */
export const PLAN_MARKER = '<!-- atoll-plan -->';

/** Characters of the whole comment. GitHub takes 65,536; the rest is left for what a CI run adds. */
export const COMMENT_LENGTH = 60_000;

/** Characters of one region's details, so that one region does not push out all others. */
const DETAIL_LENGTH = 14_000;

/** Characters of the lists above the details. */
const LIST_LENGTH = 8_000;

/** Renders a plan as the comment of a pull request: never longer than {@link COMMENT_LENGTH}, and what was cut is said. */
export function renderPlanMarkdown(plan: Plan, detail: PlanDetail = {}): string {
  const head = [
    PLAN_MARKER,
    `## Atoll plan: ${escapeText(describeHeadline(plan))}`,
    escapeText(describeBase(plan)),
    ...renderList(
      'Problems',
      plan.problems.map((problem) => `${problem.side}: ${renderProblem(problem)}`),
    ),
    ...renderList(
      'Renamed?',
      plan.renames.map(({ text }) => text),
    ),
    ...renderList('Look at', listConcerns(plan)),
    ...renderList(
      'To know',
      plan.notices.map(({ text }) => text),
    ),
    ...renderList(
      'Ended by itself',
      plan.lapses.map(({ region, text }) => `${region}: ${text}`),
    ),
    ...(plan.risk === 'none' ? [] : [renderTable(plan)]),
  ].join('\n\n');
  const details = listDetails(plan, detail);
  const kept: string[] = [];
  let length = head.length;
  for (const { text } of details) {
    if (length + text.length > COMMENT_LENGTH - LIST_LENGTH) break;
    kept.push(text);
    length += text.length + 2;
  }
  const cut = details.slice(kept.length).map(({ name }) => name);
  return `${[head, ...kept, ...renderCut(cut)].join('\n\n')}\n`;
}

interface Detail {
  readonly name: string;
  readonly text: string;
}

/** Worst first: what is cut is what matters least. */
function listDetails({ regions, clusters }: Plan, detail: PlanDetail): readonly Detail[] {
  const planned = regions.filter(({ action }) => action !== 'broken');
  return [...groupRegions(planned, detail).map(toRegionDetail), ...clusters.map(toClusterDetail)]
    .sort((a, b) => rankOf(b.risk) - rankOf(a.risk))
    .map(({ name, text }) => ({ name, text }));
}

function rankOf(risk: RegionPlan['risk']): number {
  return ['safe', 'disruptive', 'destructive'].indexOf(worstRisk([risk]));
}

function toRegionDetail({ region, sections, alike }: RegionGroup): Detail & Pick<RegionPlan, 'risk'> {
  const { name, cloud, account, location, cidr, action, risk } = region;
  const place = escapeText(`${cloud} ${account}, ${location}, ${cidr}`);
  const many = alike.length === 0 ? '' : ` and ${alike.length} alike`;
  const title = `<b>${escapeText(name)}</b> (${place})${many}: ${action}, ${risk}`;
  const same =
    alike.length === 0 ? [] : [{ title: 'Alike', lines: [toLine(' ', 0, cutText(alike.join(', ')))] }];
  return { name: `${name}${many}`, risk, text: renderDetails(title, [...same, ...sections]) };
}

function toClusterDetail({ name, action, risk, stages }: ClusterPlan): Detail & Pick<RegionPlan, 'risk'> {
  const sections = stages.map((stage) => ({
    title: stage.folder,
    lines: action === 'changed' ? describeStage(stage) : summarizeStage(stage),
  }));
  const title = `control cluster <b>${escapeText(name)}</b>: ${action}, ${risk}`;
  return { name: `control cluster ${name}`, risk, text: renderDetails(title, sections) };
}

function renderDetails(title: string, sections: readonly Section[]): string {
  const lines = sections.flatMap(({ title: heading, lines: own }) => [
    `@@ ${heading} @@`,
    ...own.map(renderLine),
  ]);
  const kept = takeLines(lines, DETAIL_LENGTH);
  const rest = lines.length - kept.length;
  const more = rest === 0 ? [] : [`# ${rest} more lines: run \`atoll plan\` in a clone`];
  const body = [...kept, ...more].join('\n');
  const fence = '`'.repeat(Math.max(3, longestRun(body) + 1));
  return `<details><summary>${title}</summary>\n\n${fence}diff\n${body}\n${fence}\n\n</details>`;
}

/** A diff block colours by the first character; `!` and `~` are shown as what was and what will be mixed. */
function renderLine({ mark, depth, text }: Line): string {
  const sign = mark === '~' ? '!' : mark;
  const note = mark === '!' ? '(!) ' : '';
  return `${sign} ${'  '.repeat(depth)}${note}${text.replaceAll('\n', ' ')}`;
}

function renderTable({ blast, cost }: Plan): string {
  const rows = [...describeBlast(blast), ['cost a month, of these regions', renderCost(cost)] as const];
  return [
    '| reach | |',
    '|---|---|',
    ...rows.map(([what, text]) => `| ${what} | ${escapeText(text)} |`),
  ].join('\n');
}

function renderList(title: string, items: readonly string[]): readonly string[] {
  if (items.length === 0) return [];
  const lines = items.map((item) => `- ${escapeText(item)}`);
  const kept = takeLines(lines, LIST_LENGTH);
  const rest = lines.length - kept.length;
  return [
    `### ${title}\n\n${[...kept, ...(rest === 0 ? [] : [`- and ${rest} more: run \`atoll plan\` in a clone`])].join('\n')}`,
  ];
}

function renderCut(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const kept = takeLines(names.map(escapeText), LIST_LENGTH / 2);
  const rest = names.length - kept.length;
  const list = `${kept.join(', ')}${rest === 0 ? '' : ` and ${rest} more`}`;
  return [
    `Cut, since a comment is short: the details of ${list}. Run \`atoll plan\` in a clone to see them.`,
  ];
}

function takeLines(lines: readonly string[], length: number): readonly string[] {
  let left = length;
  const end = lines.findIndex((line) => {
    left -= line.length + 1;
    return left < 0;
  });
  return end === -1 ? lines : lines.slice(0, end);
}

function cutText(text: string): string {
  return text.length <= LIST_LENGTH / 2 ? text : `${text.slice(0, LIST_LENGTH / 2)}…`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

/** Names and values come from files that anybody may propose: no markup, no mention, no link. */
function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]|#~]/g, '\\$&')
    .replaceAll('@', '&#64;')
    .replace(/\s*\n\s*/g, ' ');
}
