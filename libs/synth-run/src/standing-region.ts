import type { DeployRepo } from '@atoll/deploy-repo';
import type { FolderFacts } from '@atoll/synth';

/** Regions that are read together: their stamps take some 20 kB each. */
const GROUP = 64;

/** A region as it stands in the deploy repository. */
export interface StandingRegion {
  /** Text of `atoll.json` by folder, as far as it is there. */
  readonly stamps: ReadonlyMap<string, string>;
  /** Every rendered file of both halves, as its whole path. */
  readonly files: readonly string[];
  readonly cloud: string;
  /** What the control plane's half says of the region. */
  readonly facts: FolderFacts;
}

/** Reads regions as they stand, in the order in which they are named. */
export interface StandingReader {
  /** Gives a named region; undefined where it does not stand, `unreadable` where its list of files is missing or broken. */
  read(name: string): Promise<StandingRegion | 'unreadable' | undefined>;
}

/** Starts reading the first regions at once: Git answers while the configuration is read. */
export function openStandingReader(
  names: readonly string[],
  deployed: readonly string[],
  repo: DeployRepo,
): StandingReader {
  const standing = new Set(deployed);
  const groupOf = new Map(names.map((name, index) => [name, Math.floor(index / GROUP)]));
  const readGroup = (group: number) => {
    const asked = names.slice(group * GROUP, (group + 1) * GROUP).filter((name) => standing.has(name));
    const texts = asked.length === 0 ? new Map() : repo.readFiles(asked.flatMap(stampPaths));
    const current = { group, texts: Promise.resolve<ReadonlyMap<string, string>>(texts) };
    // Whoever waits for it is told; a run that ends before must not die of it.
    current.texts.catch(() => undefined);
    return current;
  };
  let current = readGroup(0);
  return {
    async read(name) {
      if (!standing.has(name)) return undefined;
      const group = groupOf.get(name) ?? 0;
      if (group !== current.group) current = readGroup(group);
      return toStanding(name, await current.texts);
    },
  };
}

function stampPaths(name: string): readonly string[] {
  return [`control-plane/${name}/atoll.json`, `regions/${name}/atoll.json`];
}

function toStanding(name: string, texts: ReadonlyMap<string, string>): StandingRegion | 'unreadable' {
  const stamps = new Map(
    stampPaths(name).flatMap((path) => {
      const text = texts.get(path);
      return text === undefined ? [] : [[path.slice(0, path.lastIndexOf('/')), text] as const];
    }),
  );
  try {
    const parsed = [...stamps].map(([folder, text]) => [folder, JSON.parse(text) as Stamp] as const);
    const facts = parsed.find(([folder]) => folder.startsWith('control-plane/'))?.[1].facts;
    if (facts?.cloud === undefined) return 'unreadable';
    const files = parsed.flatMap(([folder, stamp]) =>
      Object.keys(stamp.files).map((path) => `${folder}/${path}`),
    );
    return { stamps, files, cloud: facts.cloud, facts };
  } catch {
    return 'unreadable';
  }
}

interface Stamp {
  readonly facts?: FolderFacts;
  readonly files: Readonly<Record<string, string>>;
}
