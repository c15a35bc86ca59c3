import type { Environment, RemoteRepo, SourceHistory } from '@atoll/deploy-repo';
import type { Hold } from '../run-rules.ts';
import { compareSources } from './compare-sources.ts';
import type { SourceComparison } from './decide-source.ts';
import { lookFurtherBack, type UnknownPart } from './look-further-back.ts';
import { type PublishedParts, readPublishedSources } from './read-published-sources.ts';
import { toSourceHold } from './source-hold.ts';

/** What judging takes. */
export interface Judging {
  readonly repo: RemoteRepo;
  /** Undefined outside Git: older and newer cannot be told apart then. */
  readonly history: SourceHistory | undefined;
  /** Regions, and clusters as `cluster/<name>`, that are published whatever they were published from. */
  readonly takeOver: readonly string[];
  readonly environment: Environment;
}

/** Gives why regions and control clusters must not be published from this checkout, by branch: `region/x`, `cluster/y`. */
export async function judgeSources(
  { repo, history, takeOver, environment }: Judging,
  { regions, clusters }: PublishedParts,
): Promise<ReadonlyMap<string, Hold>> {
  if (history === undefined) return new Map();
  const parts = {
    regions: regions.filter((name) => !takeOver.includes(name)),
    clusters: clusters.filter((name) => !takeOver.includes(`cluster/${name}`)),
  };
  const published = await readPublishedSources(repo, parts, environment);
  const comparer = await compareSources(history, [...published.values()]);
  const compared = [...published].map(([branch, source]) => {
    const part = toPart(branch);
    return { ...part, source, comparison: comparer(part.configured, source) };
  });
  const unknown = compared.filter(({ comparison }) => comparison.relation === 'unknown');
  const unchanged = await lookFurtherBack({ repo, history, environment }, unknown);
  const holds = compared.flatMap((part) => {
    const { branch, name, source, folders } = part;
    const comparison = unchanged.has(branch) ? UNCHANGED : part.comparison;
    const hold = toSourceHold(comparison, { name, folders, published: source });
    return hold === undefined ? [] : [[branch, hold] as const];
  });
  return new Map(holds);
}

const UNCHANGED: SourceComparison = { relation: 'beside', isChangedHere: false };

interface Part extends UnknownPart {
  /** As it is called in messages and by `--take-over`. */
  readonly name: string;
  /** What it is made from, in words. */
  readonly folders: string;
}

function toPart(branch: string): Part {
  const [kind = '', name = ''] = branch.split('/');
  return kind === 'region'
    ? {
        ...{ branch, name },
        deployed: [`control-plane/${name}`, `regions/${name}`],
        configured: [name, 'fleet'],
        folders: `regions/${name} or regions/fleet`,
      }
    : {
        branch,
        name: branch,
        deployed: [`clusters/${name}`],
        configured: ['fleet'],
        folders: 'regions/fleet',
      };
}
