import { quoteEvidence, type ValueChange } from '@atoll/region-model';
import type { ReadProposal } from './judge-proposal.ts';

/** Changes that the subject names. */
const NAMED_CHANGES = 1;

/** Hexadecimal digits of a commit in a sentence. */
const SHORT_COMMIT = 12;

/** Gives the message of a merge: what changes, the agent's evidence as a quotation, and our own trailers. */
export function renderMergeMessage(proposal: ReadProposal, changes: readonly ValueChange[]): string {
  const { region, decision, branch, proposed, message } = proposal;
  const evidence = quoteEvidence(message.evidence);
  return [
    renderSubject(region, changes),
    '',
    ...changes.map((change) => `* ${renderChange(change)}`),
    '',
    `Proposed on ${branch} (${proposed.commit.slice(0, SHORT_COMMIT)}), checked and merged by atoll watch. The agent says:`,
    '',
    evidence === '' ? '    (nothing)' : evidence,
    '',
    `Atoll-Decision: ${region}/${decision}`,
    `Atoll-Agent: ${message.agent ?? ''}`,
    `Atoll-Proposal: ${proposed.commit}`,
  ].join('\n');
}

function renderSubject(region: string, changes: readonly ValueChange[]): string {
  const named = changes.slice(0, NAMED_CHANGES).map(renderChange);
  const more = changes.length > named.length ? ` and ${changes.length - named.length} more` : '';
  return `${region}: ${named.join(', ')}${more}`;
}

function renderChange({ path, from, to }: ValueChange): string {
  return `${path} ${renderValue(from)} -> ${renderValue(to)}`;
}

function renderValue(value: unknown): string {
  return value === undefined ? '(not set)' : JSON.stringify(value);
}
