import type { RegionConfig } from '@atoll/region-config';
import { checkFact } from './check-fact.ts';
import { maintenanceAt } from './maintenance-time.ts';
import { type ProposableField, proposableFields } from './proposable-fields.ts';
import { type ProposalVerdict, refuse, type StandingChange } from './proposal-verdict.ts';
import { isSameValue, listValueChanges, type ValueChange, valueAt } from './value-changes.ts';

/** The values of one file, with all defaults, in the three states that a proposal is judged by. */
export interface ProposedValues {
  readonly file: 'region.yaml' | 'observed.yaml';
  /** Where the proposal began: what the agent saw. Undefined: no such file. */
  readonly base: unknown;
  readonly proposed: unknown;
  /** What main says now. */
  readonly current: unknown;
}

/** What a proposal is judged against. */
export interface ProposalContext {
  /** The region as main configures it now: ceilings and window are taken from here, never from the proposal. */
  readonly region: RegionConfig;
  /** Trailer `Atoll-Delivery` of the proposal. */
  readonly delivery: string | undefined;
  /** Trailer `Atoll-Agent` of the proposal. */
  readonly agent: string | undefined;
  readonly at: Date;
}

/**
 * Judges what an agent proposes: only fields of the table, each by the agent whose matter it is, within the ceilings, while
 * the value that the agent saw still stands.
 */
export function checkProposal(values: ProposedValues, context: ProposalContext): ProposalVerdict {
  const changes = listValueChanges(values.base, values.proposed);
  if (changes.length === 0)
    return refuse('ERR_PROPOSAL_EMPTY', 'changes no value; a proposal changes one field or more');
  const checked = changes.map((change) => checkChange(change, values, context));
  const refusal = checked.find((one) => one.refusal !== undefined)?.refusal;
  if (refusal !== undefined) return refusal;
  const waits = [...checked.flatMap(({ wait }) => wait ?? []), ...waitForPerson(context)];
  if (waits.length > 0) return { kind: 'wait', changes, message: waits.join('; ') };
  const disruptive = checked.some(({ isDisruptive }) => isDisruptive);
  const { isOpen, from } = maintenanceAt(context.region.spec.maintenance.window, context.at);
  if (disruptive && !isOpen) return { kind: 'defer', changes, until: from };
  return { kind: 'merge', changes };
}

function checkChange(
  change: ValueChange,
  { file, current }: ProposedValues,
  context: ProposalContext,
): StandingChange {
  const field = findField(file, change.path);
  const rule = file === 'observed.yaml' ? checkFact(change, context) : checkField(change, field, context);
  if (rule.refusal !== undefined) return rule;
  const standing = valueAt(current, change.path);
  if (!isSameValue(standing, change.from)) {
    const message = `${change.path} is ${render(standing)} by now, and the agent saw ${render(change.from)}; it decides again from what stands`;
    return { refusal: refuse('ERR_PROPOSAL_STALE', message) };
  }
  return rule;
}

function findField(file: ProposedValues['file'], path: string): ProposableField | undefined {
  return proposableFields.find((field) => field.file === file && field.path === path);
}

function checkField(
  change: ValueChange,
  field: ProposableField | undefined,
  context: ProposalContext,
): StandingChange {
  if (field === undefined) {
    const allowed = proposableFields.map(({ path }) => path).join(', ');
    const message = `${change.path} is no field that an agent may change; it may change ${allowed}`;
    return { refusal: refuse('ERR_PROPOSAL_FIELD', message) };
  }
  if (context.agent !== field.by) {
    const message = `${change.path} is proposed by the agent of scope ${field.by}, and the trailer Atoll-Agent does not say so`;
    return { refusal: refuse('ERR_PROPOSAL_FIELD', message) };
  }
  return { ...checkDirection(change, field, context), isDisruptive: field.isDisruptive };
}

function checkDirection(
  change: ValueChange,
  field: ProposableField,
  { region }: ProposalContext,
): StandingChange {
  const rank = (value: unknown) => field.rank?.(value, region) ?? 0;
  if (rank(change.to) < rank(change.from)) return checkLowered(change, field);
  const ceiling = field.ceiling?.(region);
  if (ceiling === undefined)
    return { wait: `${change.path} has no ceiling in spec.autoscaling, so a person decides` };
  if (rank(change.to) > rank(ceiling.value)) {
    const message = `${change.path} would be ${render(change.to)}, above ${ceiling.path}: ${render(ceiling.value)}; raise the ceiling, or merge the branch by hand`;
    return { refusal: refuse('ERR_PROPOSAL_CEILING', message) };
  }
  return {};
}

function checkLowered({ path, from, to }: ValueChange, { lowered, reason }: ProposableField): StandingChange {
  const what = `${path} would fall from ${render(from)} to ${render(to)}`;
  return lowered === 'person'
    ? { wait: `${what}, which a person decides` }
    : { refusal: refuse('ERR_PROPOSAL_DIRECTION', `${what}; it is only ever raised. ${reason}`) };
}

function waitForPerson({ region, delivery }: ProposalContext): readonly string[] {
  const isProposed = delivery !== undefined && delivery !== 'commit';
  return [
    ...(isProposed ? ['the agent only proposes it (trailer Atoll-Delivery)'] : []),
    ...(region.spec.autoscaling?.delivery === 'branch' ? ['spec.autoscaling.delivery is branch'] : []),
  ];
}

function render(value: unknown): string {
  return value === undefined ? 'not set' : JSON.stringify(value);
}
