import { editFields, type Parsed } from '@atoll/region-config';
import {
  checkProposal,
  isSameValue,
  listValueChanges,
  type ProposalVerdict,
  refuse,
  type ValueChange,
} from '@atoll/region-model';
import { stringify } from 'yaml';
import type { JudgeContext, Judgement, ReadProposal } from './judge-proposal.ts';
import { type ConfigValues, emptyObserved, renderFirst } from './read-config-values.ts';

/** The file in the three states that count. */
interface FileStates {
  readonly base: ConfigValues;
  readonly proposed: ConfigValues;
  readonly current: ConfigValues;
  readonly currentText: string | undefined;
  readonly region: NonNullable<ConfigValues['region']>;
}

/**
 * Judges what a proposal would change, and makes the text that main would get.
 *
 * Of the proposal only values are taken: the text is that of main, edited by us, so no comment, form or further byte of an
 * agent ever reaches main.
 */
export async function judgeValues(proposal: ReadProposal, context: JudgeContext): Promise<Judgement> {
  const states = await readStates(proposal, context);
  if ('kind' in states) return states;
  const file = proposal.file.endsWith('/observed.yaml') ? 'observed.yaml' : 'region.yaml';
  const { base, proposed, current, region } = states;
  const verdict = checkProposal(
    { file, base: base.values, proposed: proposed.values, current: current.values },
    { region, delivery: proposal.message.delivery, agent: proposal.message.agent, at: context.at },
  );
  return verdict.kind === 'merge'
    ? await makeText(proposal, { context, states, changes: verdict.changes })
    : toJudgement(verdict);
}

function toJudgement(verdict: Exclude<ProposalVerdict, { readonly kind: 'merge' }>): Judgement {
  if (verdict.kind !== 'defer') return verdict;
  const until = verdict.until.toISOString();
  return { kind: 'defer', until: verdict.until, message: `waits for the maintenance window, ${until}` };
}

async function readStates(
  { file, region: name, proposed: { base, commit } }: ReadProposal,
  { clone, reader, head }: JudgeContext,
): Promise<FileStates | Judgement> {
  const [baseText, proposedText, currentText, regionText] = await Promise.all([
    clone.readText(base ?? head, file),
    clone.readText(commit, file),
    clone.readText(head, file),
    clone.readText(head, `regions/${name}/region.yaml`),
  ]);
  const read = (text: string | undefined): Parsed<ConfigValues> =>
    text === undefined && file.endsWith('/observed.yaml')
      ? { value: { values: emptyObserved(name), region: undefined } }
      : reader.read(file, text ?? '');
  const region = reader.read(`regions/${name}/region.yaml`, regionText ?? '');
  const [atBase, proposed, current] = [read(baseText), read(proposedText), read(currentText)];
  if ('problems' in proposed)
    return refuseConfig(`the file as proposed is wrong: ${renderFirst(proposed.problems)}`);
  if ('problems' in atBase) return refuseConfig('the file was wrong already where the proposal began');
  if ('problems' in current || 'problems' in region || region.value.region === undefined) {
    return refuseConfig('main has a mistake in this region, which comes first');
  }
  const states = { base: atBase.value, proposed: proposed.value, current: current.value };
  return { ...states, currentText, region: region.value.region };
}

interface TextInput {
  readonly context: JudgeContext;
  readonly states: FileStates;
  readonly changes: readonly ValueChange[];
}

async function makeText(
  proposal: ReadProposal,
  { context, states: { current, currentText, proposed }, changes }: TextInput,
): Promise<Judgement> {
  const edits = changes.map(({ path, to }) => ({ path, value: to }));
  const text = currentText === undefined ? stringify(proposed.values) : editFields(currentText, edits);
  const edited = context.reader.read(proposal.file, text);
  const made = 'value' in edited ? listValueChanges(current.values, edited.value.values) : [];
  if (!isSameValue(made, changes)) {
    return refuseConfig(
      'the values cannot be written into the file as it stands on main; write them by hand',
    );
  }
  const problem = await context.fleet.check({ region: proposal.region, path: proposal.file, text });
  if (problem !== undefined) return refuseConfig(`the fleet would not be valid with it: ${problem}`);
  return { kind: 'merge', proposal, changes, text };
}

function refuseConfig(message: string): Judgement {
  return refuse('ERR_PROPOSAL_CONFIG', message);
}
