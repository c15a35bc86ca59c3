import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSynth, type LoadedRegion, type Synth } from '@atoll/synth';
import { regionFileOf, regionNameOf } from './fleet.ts';

/** Regions that are ready to be rendered. */
export interface LoadedRegions {
  readonly synth: Synth;
  readonly regions: readonly LoadedRegion[];
}

/** What may be given to a synth beside its digest. */
type SynthTools = Omit<Parameters<typeof createSynth>[0], 'digest'>;

/** Reads the first regions of the generated fleet at `root`. @throws Error when it is not valid */
export function loadRegions(root: string, count: number, tools: SynthTools = {}): LoadedRegions {
  const { measure = (_, work) => work() } = tools;
  const synth = createSynth({ digest: digestText, ...tools });
  const read = (path: string) => ({ path, text: readFileSync(join(root, path), 'utf8') });
  const organization = toValue(synth.loadOrganization(read('regions/fleet/organization.yaml')));
  const regions = Array.from({ length: count }, (_, index) => {
    const region = measure('parse', () => read(regionFileOf(index)));
    return toValue(
      synth.loadRegion({ name: regionNameOf(index), region, observed: undefined }, organization),
    );
  });
  const problems = measure('model', () => synth.checkFleet(regions, []));
  if (problems.length > 0) throw new Error(`the generated fleet collides: ${JSON.stringify(problems[0])}`);
  return { synth, regions };
}

function toValue<Value>(
  parsed: { readonly value: Value } | { readonly problems: readonly unknown[] },
): Value {
  if ('value' in parsed) return parsed.value;
  throw new Error(`the generated fleet is not valid: ${JSON.stringify(parsed.problems[0])}`);
}

function digestText(text: string): string {
  return `sha256:${hash('sha256', text)}`;
}
