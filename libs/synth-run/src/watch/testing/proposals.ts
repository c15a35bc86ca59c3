import type { WatchEvent } from '../watch-event.ts';
import type { TestProposal, Watched, WatchedRepo } from './watched-repo.ts';

/** File of the other region. */
export const CENTRAL = 'regions/aws-eu-central-1/region.yaml';

/** Raises the limit of the nodes, which the example leaves to be computed: 14. */
export const MORE_NODES: TestProposal = {
  decision: 'nodes-1',
  edits: { '    nodes:\n': '    nodes:\n      max: 18\n' },
};

/** Raises the ceiling of the storage. */
export const MORE_STORAGE: TestProposal = {
  decision: 'storage-1',
  edits: { 'maxGib: 4000': 'maxGib: 5000' },
};

/** Raises the limit of the other region's nodes. */
export const CENTRAL_NODES: TestProposal = {
  region: 'aws-eu-central-1',
  decision: 'nodes-1',
  edits: { 'max: 12': 'max: 15' },
};

/** Gives what was told of proposals, in order. */
export function listProposals({
  events,
}: Watched): ReadonlyArray<Extract<WatchEvent, { readonly event: 'proposal' }>> {
  return events.flatMap((event) => (event.event === 'proposal' ? [event] : []));
}

/** Gives the same as `<branch> <outcome> <code>`. */
export function listOutcomes(watched: Watched): readonly string[] {
  return listProposals(watched).map(({ branch, outcome, code }) =>
    [branch, outcome, code ?? ''].join(' ').trim(),
  );
}

/** Gives the branches that stand on the host. */
export function listBranches({ remote }: WatchedRepo): readonly string[] {
  return remote.host('for-each-ref', '--format=%(refname:lstrip=2)').split('\n');
}
