import { type ChangeSearch, type Environment, readLastChanges, type RemoteRepo } from '@atoll/deploy-repo';

/** Trailer with the commit of the configuration from which something was published. */
const TRAILER = 'Atoll-Source';

/** A commit, with a word behind it where files differed from it; everything else is foreign text. */
const SOURCE = /^(?:[0-9a-f]{40}|[0-9a-f]{64})(?:-dirty)?$/;

/** What is looked up, by the kind of its branch. */
export interface PublishedParts {
  readonly regions: readonly string[];
  readonly clusters: readonly string[];
}

/** Gives the source from which regions and clusters were published last, by branch: `region/x`, `cluster/y`. */
export async function readPublishedSources(
  repo: RemoteRepo,
  { regions, clusters }: PublishedParts,
  environment: Environment,
): Promise<ReadonlyMap<string, string>> {
  const head = await repo.head();
  if (head === undefined) return new Map();
  const tips = new Map([
    ...(await repo.listBranches('region/')),
    ...(clusters.length === 0 ? [] : await repo.listBranches('cluster/')),
  ]);
  const searches: readonly ChangeSearch[] = [
    ...regions.map((name) => toSearch(`region/${name}`, [`control-plane/${name}`, `regions/${name}`], tips)),
    ...clusters.map((name) => toSearch(`cluster/${name}`, [`clusters/${name}`], tips)),
  ];
  const commits = await readLastChanges({ gitDir: repo.path, head }, searches, environment);
  const trailers = await repo.readTrailers([...new Set(commits.values())]);
  return new Map(
    [...commits].flatMap(([name, commit]) => {
      const source = trailers.get(commit)?.[TRAILER];
      return source !== undefined && SOURCE.test(source) ? [[name, source] as const] : [];
    }),
  );
}

function toSearch(name: string, folders: readonly string[], tips: ReadonlyMap<string, string>): ChangeSearch {
  return { name, folders, tip: tips.get(name) };
}
