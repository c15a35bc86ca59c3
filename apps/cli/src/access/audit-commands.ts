import { grantsAt, LONGEST_SESSION_HOURS } from '@atoll/region-model';
import { createSynth } from '@atoll/synth';
import { renderInstant } from '@atoll/region-config';
import { digestText, loadRegion, type RegionFiles } from '../load-region.ts';
import type { ParsedGrant } from './grant-entry.ts';

/** Milliseconds in an hour. */
const HOUR = 3_600_000;

/** Gives the commands that ask the cloud's audit log about a grant; none for one that never was in force. */
export type Auditor = (grant: ParsedGrant, endedAt: string | null) => Promise<readonly string[]>;

/** Makes a function that loads each region once; one that is broken or gone has no commands. */
export function createAuditor(root: string, at: Date): Auditor {
  const synth = createSynth({ digest: digestText });
  const regions = new Map<string, RegionFiles | undefined>();
  const load = async (name: string): Promise<RegionFiles | undefined> => {
    if (!regions.has(name)) {
      const loaded = await loadRegion(root, name, { at, synth }).catch(() => undefined);
      regions.set(name, loaded !== undefined && 'value' in loaded ? loaded.value : undefined);
    }
    return regions.get(name);
  };
  return async (grant, endedAt) => {
    const files = endedAt === null ? undefined : await load(grant.region);
    if (files === undefined || endedAt === null) return [];
    const { cloud, region } = files;
    const { subject, ...spec } = grant.config.spec;
    const record = {
      id: grant.config.metadata.name,
      ...spec,
      person: subject.person,
      subject: grant.blocks[cloud.name],
    };
    const [span] = grantsAt([record], new Date(spec.from));
    if (span === undefined) return [];
    const last = new Date(Date.parse(endedAt) + LONGEST_SESSION_HOURS * HOUR);
    return cloud.grants.auditOf(span, region, renderInstant(last));
  };
}
