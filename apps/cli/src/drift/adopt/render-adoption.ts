import { renderProblem } from '@atoll/core';
import { renderObject } from '../render-drift-list.ts';
import type { AdoptedField, AdoptReport } from './adopt-report.ts';

/** Gives what came of adopting a drift; ends in a line feed. */
export function renderAdoption(report: AdoptReport): string {
  const { object, file, written, adopted, unadopted, problems, ignoreRule, record } = report;
  const done = written ? `Wrote ${file}` : `Would write ${file}`;
  const parts = [
    adopted.length === 0
      ? `Nothing of ${renderObject(object)} was adopted; ${file} is as it was.`
      : [
          `${done}, and it renders what is live in ${renderObject(object)}:`,
          ...adopted.map(renderField),
        ].join('\n'),
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
