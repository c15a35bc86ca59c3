import { parseProposalBranch } from '@atoll/region-model';
import type { Judgement } from './judge-proposal.ts';
import type { ProposalReport } from './watch-report.ts';

/** Refusals that main can lift: by another ceiling, a mended file, a new region. */
const LIFTED_BY_MAIN = new Set([
  'ERR_PROPOSAL_CEILING',
  'ERR_PROPOSAL_CONFIG',
  'ERR_PROPOSAL_BRANCH',
  'ERR_PROPOSAL_UNREADABLE',
]);

/** A proposal as it was judged. */
export interface RememberedProposal extends ProposalReport {
  /** Main when it was judged. */
  readonly head: string;
  /** Commit that main got. */
  readonly merge: string | undefined;
  /** When it is looked at again though nothing has changed. */
  readonly until: Date | undefined;
  /** Whether it stays so until its branch changes. */
  readonly isFinal: boolean;
}

/** What a watch knows of proposals that it has judged, so that each is looked at, and told of, once. */
export interface ProposalMemory {
  /** Gives what is known of a branch; undefined when it has to be judged. */
  find(look: {
    readonly branch: string;
    readonly commit: string;
    readonly head: string;
    readonly at: Date;
  }): RememberedProposal | undefined;
  remember(proposals: readonly RememberedProposal[]): void;
  /** Forgets branches that are gone. */
  keep(branches: ReadonlyMap<string, string>): void;
  /** Notes that the host deletes no branches. */
  noteKept(branch: string): void;
  isKept(branch: string): boolean;
}

/** Makes an empty memory. */
export function createProposalMemory(): ProposalMemory {
  const known = new Map<string, RememberedProposal>();
  const kept = new Set<string>();
  return {
    find({ branch, commit, head, at }) {
      const found = known.get(branch);
      if (found === undefined || found.commit !== commit) return undefined;
      if (found.until !== undefined && found.until.getTime() <= at.getTime()) return undefined;
      return found.isFinal || found.head === head ? found : undefined;
    },
    remember(proposals) {
      // Those that were too many were not looked at: their turn comes in a later round.
      for (const proposal of proposals) {
        if (proposal.code !== 'ERR_PROPOSAL_MANY') known.set(proposal.branch, proposal);
      }
    },
    keep(branches) {
      for (const branch of [...known.keys(), ...kept]) {
        if (branches.has(branch)) continue;
        known.delete(branch);
        kept.delete(branch);
      }
    },
    noteKept: (branch) => void kept.add(branch),
    isKept: (branch) => kept.has(branch),
  };
}

/** Gives a judgement as it is remembered and reported. */
export function toRemembered(
  { branch, commit }: { readonly branch: string; readonly commit: string },
  judgement: Judgement,
  { head, merge }: { readonly head: string; readonly merge: string | undefined },
): RememberedProposal {
  const region = parseProposalBranch(branch)?.region ?? '';
  const base = { branch, region, commit, head, merge, code: undefined, until: undefined };
  switch (judgement.kind) {
    case 'merge':
      return { ...base, outcome: 'merged', detail: renderChanges(judgement), isFinal: true };
    case 'settled':
      return { ...base, outcome: 'settled', detail: judgement.message, isFinal: true };
    case 'defer':
      return {
        ...base,
        outcome: 'deferred',
        detail: judgement.message,
        until: judgement.until,
        isFinal: false,
      };
    case 'wait':
      return { ...base, outcome: 'waiting', detail: judgement.message, isFinal: false };
    case 'refuse': {
      const { code, message } = judgement;
      return { ...base, outcome: 'refused', code, detail: message, isFinal: !LIFTED_BY_MAIN.has(code) };
    }
  }
}

function renderChanges({ changes }: Extract<Judgement, { readonly kind: 'merge' }>): string {
  const render = (value: unknown) => (value === undefined ? 'not set' : JSON.stringify(value));
  return changes.map(({ path, from, to }) => `${path} ${render(from)} -> ${render(to)}`).join(', ');
}
