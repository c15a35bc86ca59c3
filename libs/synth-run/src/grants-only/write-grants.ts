import type { DeployRepo, Run } from '@atoll/deploy-repo';
import type { GrantRecord, LoadedRegion, RenderedFolder, Synth } from '@atoll/synth';
import { isEqualButFreezes } from '../is-equal-but-freezes.ts';
import type { Hold, OwnHalf, RunRules } from '../run-rules.ts';
import type { StandingReader } from '../standing-region.ts';
import type { GrantChanges } from './grant-changes.ts';
import { graftGrants } from './graft-grants.ts';

/** What letting grants through takes. */
export interface GrantsToWrite {
  readonly synth: Synth;
  readonly repo: DeployRepo;
  readonly run: Run;
  readonly rules: RunRules;
  readonly standing: StandingReader;
  /** Regions as they are configured now, as far as they can be read. */
  readonly regions: readonly LoadedRegion[];
  /** Regions that the rules hold. */
  readonly held: ReadonlyMap<string, Hold>;
  /** Other regions that keep their last rendering, by name: they failed, would lose something without leave, or are configured no more. */
  readonly stuck: readonly string[];
}

/** What grants changed of regions that keep their last rendering otherwise. */
export interface WrittenGrants {
  /** Regions of which something was written, with the grants that stand now. */
  readonly written: ReadonlyMap<string, readonly GrantRecord[]>;
  /** Holds that remain, with what became of the grants; one under which nothing but grants had changed is none. */
  readonly held: ReadonlyMap<string, Hold>;
  /** Halves that belong into repositories of their own. */
  readonly ownHalves: readonly OwnHalf[];
  readonly notices: readonly string[];
}

/**
 * Writes what grants alone change of regions that must not change otherwise, or cannot be rendered: nobody may stay in longer
 * than he was granted because a freeze lasts, or because a file is broken.
 */
export async function writeGrants(input: GrantsToWrite): Promise<WrittenGrants> {
  const outcome = {
    written: new Map<string, readonly GrantRecord[]>(),
    held: new Map(input.held),
    ownHalves: [] as OwnHalf[],
    notices: [] as string[],
  };
  const frozen = [...input.held].filter(([, { reason }]) => reason === 'frozen').map(([name]) => name);
  for (const name of [...frozen, ...input.stuck]) {
    const standing = await input.standing.read(name);
    if (standing === undefined || standing === 'unreadable') continue;
    const verdict = await input.rules.renderGrants(name, standing);
    if (verdict === undefined) continue;
    if ('obstacle' in verdict) outcome.notices.push(`${name}: ${verdict.obstacle}`);
    else await writeOne(name, verdict, { input, outcome });
  }
  return outcome;
}

interface Writing {
  readonly input: GrantsToWrite;
  readonly outcome: {
    readonly written: Map<string, readonly GrantRecord[]>;
    readonly held: Map<string, Hold>;
    readonly ownHalves: OwnHalf[];
  };
}

async function writeOne(name: string, changes: GrantChanges, { input, outcome }: Writing): Promise<void> {
  const { repo, run, rules } = input;
  const isElsewhere = rules.hasOwnRepository(changes.region);
  const halves: readonly (0 | 1)[] = isElsewhere ? [0] : [0, 1];
  const grafted: RenderedFolder[] = [];
  for (const half of halves) {
    const folder = await graftGrants(changes, half, repo);
    if (folder !== undefined) grafted.push(folder);
  }
  for (const folder of grafted) await run.replaceFolder(folder);
  if (isElsewhere) outcome.ownHalves.push({ region: changes.region, grants: changes });
  if (grafted.length === 0) return;
  outcome.written.set(name, toRecords(changes.region));
  const hold = outcome.held.get(name);
  if (hold === undefined) return;
  if (await isAllOfIt(name, grafted, input)) outcome.held.delete(name);
  else outcome.held.set(name, { ...hold, message: `${hold.message}; what grants changed is published` });
}

/** Tells whether the region would be rendered like this, so that nothing is left to be held. */
async function isAllOfIt(
  name: string,
  grafted: readonly RenderedFolder[],
  { synth, regions, repo, rules, standing: reader }: GrantsToWrite,
): Promise<boolean> {
  const region = regions.find(({ facts }) => facts.name === name);
  const standing = await reader.read(name);
  if (region === undefined || standing === undefined || standing === 'unreadable') return false;
  const folders = synth.renderRegion(region).folders.slice(0, rules.hasOwnRepository(region) ? 1 : 2);
  const texts = new Map<string, string>(
    grafted.flatMap(({ folder, files }) =>
      files.map(({ path, text }) => [`${folder}/${path}`, text] as const),
    ),
  );
  const fresh = grafted.map(({ folder }) => [folder, texts.get(`${folder}/atoll.json`) ?? ''] as const);
  const stamps = new Map([...standing.stamps, ...fresh]);
  const readFile = async (path: string) => texts.get(path) ?? (await repo.readFile(path));
  return await isEqualButFreezes(folders, { ...standing, stamps }, { readFile });
}

function toRecords({ region }: LoadedRegion): readonly GrantRecord[] {
  return region.grants.map(({ phase: _phase, ...record }) => record);
}
