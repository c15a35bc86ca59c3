import { renderProblem } from '@atoll/core';
import { renderObject } from '../render-drift-list.ts';
import type { AdoptedField, AdoptReport, SideEffect } from './adopt-report.ts';

/** Gives what came of adopting a drift; ends in a line feed. */
export function renderAdoption(report: AdoptReport): string {
  const { object, file, written, adopted, unadopted, sideEffects, problems, ignoreRule, record } = report;
  const done = written ? `Wrote ${file}` : `Would write ${file}`;
  const parts = [
    adopted.length === 0
      ? `Nothing of ${renderObject(object)} was adopted; ${file} is as it was.`
      : [
          `${done}, and it renders what is live in ${renderObject(object)}:`,
          ...adopted.map(renderField),
        ].join('\n'),
    ...(sideEffects.length === 0
      ? []
      : ['With it changes too, because it comes from the same field:', ...sideEffects.map(renderSideEffect)]),
    ...unadopted.map(({ path, why }) => `Not adopted: ${path}: ${why}.`),
    ...problems.map((problem) => `  ${renderProblem(problem)}`),
    ...(ignoreRule === undefined
      ? []
      : [
          `For what is not adopted, heal it (atoll drift heal ${record}), or paste under spec.agent.drift.ignore of ${file}:\n${ignoreRule.trimEnd()}`,
        ]),
    ...(written ? [`Next: npx atoll plan; git commit ${file}`] : []),
  ];
  return `${parts.join('\n')}\n`;
}

function renderField({ field, before, after }: AdoptedField): string {
  return `  ${field}: ${before === undefined ? 'absent' : JSON.stringify(before)} → ${JSON.stringify(after)}`;
}

/** Longest value that is shown; atoll plan shows all of it. */
const MAX_VALUE = 80;

function renderSideEffect({ object, field, before, after }: SideEffect): string {
  return `  ${object} ${field}: ${renderValue(before)} → ${renderValue(after)}`;
}

function renderValue(value: unknown): string {
  if (value === undefined) return 'absent';
  const text = JSON.stringify(value);
  return text.length <= MAX_VALUE ? text : `${text.slice(0, MAX_VALUE - 1)}…`;
}
