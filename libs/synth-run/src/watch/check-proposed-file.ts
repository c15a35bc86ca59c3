import type { ProposedChange, ProposedCommit } from '@atoll/deploy-repo';
import { type ProposalBranch, type ProposalMessage, type ProposalRefusal, refuse } from '@atoll/region-model';

const PLAIN_FILE = '100644';
const NO_FILE = '000000';

/** Largest file that is read, in bytes; the same as for every file of the configuration. */
const MOST_BYTES = 128 * 1024;

/** Looks at a proposal's commit before anything of it is read: one commit, and in it one plain file, that of its branch. */
export function checkProposedFile(
  { file, decision }: ProposalBranch,
  { base, isSingle, changes }: ProposedCommit,
  message: ProposalMessage,
): ProposalRefusal | undefined {
  if (base === undefined || !isSingle) {
    return refuse(
      'ERR_PROPOSAL_COMMIT',
      'a proposal is one commit on a commit of main; this is another history',
    );
  }
  if (message.decision !== decision) {
    const rule = `the trailer Atoll-Decision has to stand once and name the decision of the branch, ${decision}`;
    return refuse('ERR_PROPOSAL_COMMIT', rule);
  }
  const [change] = changes;
  if (change === undefined) return refuse('ERR_PROPOSAL_EMPTY', 'its commit changes nothing');
  if (changes.length > 1 || change.path !== file) {
    return refuse('ERR_PROPOSAL_FILES', `a proposal on this branch changes ${file} and nothing else`);
  }
  return checkChange(change);
}

function checkChange({ path, oldMode, mode, bytes }: ProposedChange): ProposalRefusal | undefined {
  const mayBegin = path.endsWith('/observed.yaml');
  const isOldPlain = oldMode === PLAIN_FILE || (mayBegin && oldMode === NO_FILE);
  if (mode !== PLAIN_FILE || !isOldPlain || bytes === undefined) {
    const rule = `${path} has to be a plain file before and after: no link, no program, not removed`;
    return refuse('ERR_PROPOSAL_FILES', rule);
  }
  if (bytes > MOST_BYTES) {
    return refuse('ERR_PROPOSAL_FILES', `${path} would have ${bytes} bytes, at most ${MOST_BYTES} are read`);
  }
  return undefined;
}
