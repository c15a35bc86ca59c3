import { renderProblem } from '@atoll/core';
import type { Plan } from '../plan.ts';
import { describeStage, summarizeStage } from './describe-objects.ts';
import { describeBase, describeBlast, describeHeadline } from './describe-plan.ts';
import type { PlanDetail } from './describe-region.ts';
import { groupRegions, type RegionGroup } from './group-regions.ts';
import type { Line, Mark, Section } from './line.ts';
import { listConcerns } from './list-concerns.ts';
import { renderCost } from './render-cost.ts';

/** Colours a text, or leaves it as it is. */
export type Paint = (tone: 'green' | 'yellow' | 'red' | 'dim' | 'bold', text: string) => string;

const TONES: Readonly<Record<Mark, Parameters<Paint>[0]>> = {
  '+': 'green',
  '-': 'red',
  '~': 'yellow',
  '!': 'red',
  ' ': 'dim',
};

/** Renders a plan for a terminal; a region that comes or goes as a whole by counts and names, unless all is wanted. */
export function renderPlanText(
  plan: Plan,
  paint: Paint = (_tone, text) => text,
  detail: PlanDetail = {},
): string {
  const blocks = [
    [paint('bold', `Plan: ${describeHeadline(plan)}`), describeBase(plan)],
    plan.problems.map((problem) => paint('red', `${problem.side}: ${renderProblem(problem)}`)),
    plan.renames.map(({ text }) => paint('red', text)),
    plan.notices.map(({ text }) => paint('bold', text)),
    plan.lapses.map(({ region, text }) => `${region}: ${text}`),
    ...groupRegions(
      plan.regions.filter(({ action }) => action !== 'broken'),
      detail,
    ).map((group) => renderRegion(group, paint, detail)),
    ...plan.clusters.map(({ name, action, stages }) => [
      paint('bold', `Control cluster ${name}: ${action}`),
      ...stages.flatMap((stage) =>
        renderSection(
          { title: stage.folder, lines: action === 'changed' ? describeStage(stage) : summarizeStage(stage) },
          paint,
        ),
      ),
    ]),
    renderTotals(plan, paint),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function renderRegion(
  { region, sections, alike }: RegionGroup,
  paint: Paint,
  { isFull = false }: PlanDetail,
): readonly string[] {
  const { name, cloud, account, location, cidr, action, risk } = region;
  const title = `Region ${name} (${cloud} ${account}, ${location}, ${cidr}): ${action}, ${risk}`;
  const same = alike.length === 0 ? [] : [paint('bold', `  and alike: ${alike.join(', ')}`)];
  const isCut = !isFull && (action === 'created' || action === 'destroyed');
  return [
    paint('bold', title),
    ...same,
    ...sections.flatMap((section) => renderSection(section, paint)),
    ...(isCut ? [paint('dim', '  every action, scope and trust: --full')] : []),
  ];
}

function renderSection({ title, lines }: Section, paint: Paint): readonly string[] {
  return [`  ${title}`, ...lines.map((line) => renderLine(line, paint))];
}

function renderLine({ mark, depth, text }: Line, paint: Paint): string {
  return `    ${'  '.repeat(depth)}${paint(TONES[mark], `${mark} ${text}`)}`;
}

function renderTotals(plan: Plan, paint: Paint): readonly string[] {
  if (plan.risk === 'none') return [];
  const concerns = listConcerns(plan);
  return [
    ...(concerns.length === 0
      ? []
      : [paint('bold', 'Look at'), ...concerns.map((text) => paint('red', `  ${text}`)), '']),
    paint('bold', 'Reach'),
    ...describeBlast(plan.blast).map(([what, text]) => `  ${what}: ${text}`),
    `  cost a month, of the regions above: ${renderCost(plan.cost)}`,
  ];
}
