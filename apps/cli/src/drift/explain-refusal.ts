import type { DriftRecord } from './drift-record.ts';

/** Gives why a person's request to heal would come to nothing, and what they can do; undefined: the agent will see to it. */
export function explainRefusal(
  { metadata, status }: DriftRecord,
  allowDisruptive: boolean,
): string | undefined {
  const { healClass, policy } = status ?? {};
  const { name } = metadata;
  if (healClass === 'destructive')
    return `Healing ${name} would lose data, which no agent ever does: do it by hand, or take the live value over with atoll drift adopt ${name}.`;
  if (policy === 'observe' || policy === 'notify')
    return `The policy of ${name} is ${policy}, against which nothing is healed, whoever asks: set spec.agent.drift.policy, or an override for this object, to flux or apply.`;
  if (healClass === 'disruptive' && !allowDisruptive)
    return `Healing ${name} interrupts something: say so with --allow-disruptive, or leave it to the next maintenance window.`;
  return undefined;
}
