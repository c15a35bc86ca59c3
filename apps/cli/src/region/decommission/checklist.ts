import { AFTERWARDS } from './render-plan.ts';

/** A step with a box, ticked or not. */
const BOX = /^- \[( |x|X)\] (.*)$/;

/** Name of the checklist in a region's folder; nothing that renders reads it. */
export const CHECKLIST = 'DECOMMISSION.md';

/** Gives the steps before the removal that nobody has ticked. */
export function listOpenSteps(text: string): readonly string[] {
  const [before = ''] = text.split(`\n${AFTERWARDS}\n`);
  return listBoxes(before).flatMap(({ isTicked, step }) => (isTicked ? [] : [step]));
}

/** Gives the new text with the boxes ticked that were ticked in the old one for the very same step. */
export function keepTicks(text: string, old: string): string {
  const ticked = new Set(listBoxes(old).flatMap(({ isTicked, step }) => (isTicked ? [step] : [])));
  const lines = text.split('\n').map((line) => {
    const step = BOX.exec(line)?.[2];
    return step !== undefined && ticked.has(step) ? `- [x] ${step}` : line;
  });
  return lines.join('\n');
}

function listBoxes(text: string): readonly { readonly isTicked: boolean; readonly step: string }[] {
  return text.split('\n').flatMap((line) => {
    const [, mark = ' ', step] = BOX.exec(line) ?? [];
    return step === undefined ? [] : [{ isTicked: mark !== ' ', step }];
  });
}
