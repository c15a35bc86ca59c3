import type { RegionConfig } from '@atoll/region-config';
import { changingFacts } from './proposable-fields.ts';
import { refuse, type StandingChange } from './proposal-verdict.ts';
import type { ValueChange } from './value-changes.ts';

/** Judges a fact that the cloud has assigned: it is set once, and only what lives on in the cloud may change. */
export function checkFact(
  { path, from, to }: ValueChange,
  { region, agent }: { readonly region: RegionConfig; readonly agent: string | undefined },
): StandingChange {
  const block = `spec.${region.spec.cloud}`;
  if (!path.startsWith(`${block}.`)) {
    const message = `${path} is no fact of the region's cloud; only fields below ${block} are`;
    return { refusal: refuse('ERR_PROPOSAL_FIELD', message) };
  }
  if (agent !== 'control-plane') {
    const message = `${path} is proposed by the agent of scope control-plane, and the trailer Atoll-Agent does not say so`;
    return { refusal: refuse('ERR_PROPOSAL_FIELD', message) };
  }
  if (to === undefined) {
    const message = `${path} would be taken out; a fact is added or replaced, never forgotten`;
    return { refusal: refuse('ERR_PROPOSAL_DIRECTION', message) };
  }
  const isChanging = changingFacts.some((fact) => fact.path.replace('<cloud>', region.spec.cloud) === path);
  if (from === undefined || isChanging) return {};
  return { wait: `${path} is known already and would become another, so a person looks why` };
}
