import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type ConfigClone, openConfigClone } from '@atoll/deploy-repo';
import { type ConfigRemote, createConfigRemote } from '@atoll/deploy-repo/testing';
import { renderProposalMessage } from '@atoll/region-model';
import type { PublishReport } from '../../publish/publish-report.ts';
import { watchFleet } from '../watch-fleet.ts';
import type { WatchEvent } from '../watch-event.ts';
import type { PublishRequest, WatchOptions } from '../watch-options.ts';
import type { WatchReport } from '../watch-report.ts';

/** The fleet of this repository. */
const REGIONS = join(import.meta.dirname, '../../../../../regions');

/** Two of its regions are enough to hold one agent from the other's file. */
const EXAMPLES = ['fleet', 'aws-us-east-1', 'aws-eu-central-1'];

/** A Saturday; the windows of the examples are on Sundays. */
export const SATURDAY = new Date('2026-11-21T12:00:00Z');

/** Lets agents raise nodes and storage by themselves. */
export const CEILINGS = `  autoscaling:
    ceilings:
      nodesMax: 20
      databaseSize: xlarge
      storageMaxGib: 8000
`;

/** The file of the region that most tests work with. */
export const EAST = 'regions/aws-us-east-1/region.yaml';

/** A config repository that is watched. */
export interface WatchedRepo {
  readonly remote: ConfigRemote;
  /** Text of a file on main. */
  read(path: string): string;
  /** Pushes a proposal of the region's agent: pieces of texts of main's region.yaml, replaced. */
  propose(proposal: TestProposal): string;
  /** Watches through these steps, one before each further round; then asks it to stop. */
  watch(steps?: readonly Step[], options?: Partial<WatchOptions>): Promise<Watched>;
  [Symbol.dispose](): void;
}

/** What an agent pushes. */
export interface TestProposal {
  readonly region?: string;
  readonly decision: string;
  readonly edits: Readonly<Record<string, string>>;
  readonly message?: string;
  readonly delivery?: 'commit' | 'propose';
  /** Branch of another name than the decision's. */
  readonly branch?: string;
}

/** What happens between two rounds; may give the instant of the next one. */
export type Step = (moment: {
  readonly until: Date;
  readonly events: readonly WatchEvent[];
}) => Date | undefined | Promise<Date | undefined>;

/** What a watch did. */
export interface Watched {
  readonly report: WatchReport;
  readonly events: readonly WatchEvent[];
  /** Publications: the commit of main that the work tree stood at, and the instant. */
  readonly published: readonly { readonly commit: string; readonly at: Date; readonly east: string }[];
  /** Instants until which the watch wanted to wait. */
  readonly waits: readonly Date[];
}

/** Makes a watched config repository of two example regions. */
export function createWatchedRepo(): WatchedRepo {
  const remote = createConfigRemote(readExamples());
  const read = (path: string) => `${remote.host('show', `main:${path}`)}\n`;
  return {
    remote,
    read,
    propose({ region = 'aws-us-east-1', decision, edits, message, delivery = 'commit', branch }) {
      const path = `regions/${region}/region.yaml`;
      const text = Object.entries(edits).reduce((before, [from, to]) => {
        if (!before.includes(from)) throw new Error(`${path} does not hold ${from}`);
        return before.replace(from, to);
      }, read(path));
      const words = renderProposalMessage({
        evidence: 'Hot on 3 of 7 days.',
        decision,
        agent: 'region',
        delivery,
      });
      return remote.propose(branch ?? `agent/${region}/${decision}`, { [path]: text }, message ?? words);
    },
    watch: (steps = [], options = {}) => watch(remote, steps, options),
    [Symbol.dispose]: () => remote[Symbol.dispose](),
  };
}

async function watch(
  remote: ConfigRemote,
  steps: readonly Step[],
  options: Partial<WatchOptions>,
): Promise<Watched> {
  const stop = new AbortController();
  const events: WatchEvent[] = [];
  const waits: Date[] = [];
  const published: { commit: string; at: Date; east: string }[] = [];
  const left = [...steps];
  let now = SATURDAY;
  const clone = options.config ?? (await openClone(remote, () => now));
  try {
    const report = await watchFleet({
      config: clone,
      repository: 'deploy.git',
      publish: ({ root, at }: PublishRequest) => {
        const east = readFileSync(join(root, EAST), 'utf8');
        published.push({ commit: remote.host('rev-parse', 'main'), at, east });
        return Promise.resolve(toPublishReport());
      },
      once: false,
      intervalSeconds: 30,
      clock: {
        now: () => now,
        async pause(until) {
          waits.push(until);
          const step = left.shift();
          if (step === undefined) stop.abort();
          else now = (await step({ until, events })) ?? until;
        },
      },
      stop: stop.signal,
      onEvent: (event) => void events.push(event),
      ...options,
    });
    return { report, events, published, waits };
  } finally {
    clone.close();
  }
}

/** Opens the clone of a watched config repository as the program does. */
export function openClone(remote: ConfigRemote, now: () => Date): Promise<ConfigClone> {
  return openConfigClone({
    url: remote.url,
    folder: join(remote.folder, 'cache'),
    author: { name: 'Atoll', email: 'atoll@example.org' },
    environment: process.env,
    now,
  });
}

/** Gives the report of a publication in which nothing was found. */
export function toPublishReport(changes: Partial<PublishReport> = {}): PublishReport {
  return {
    ...{ regions: [], problems: [], losses: [], commit: undefined, branches: [], handEdits: [] },
    ...{ recovered: undefined, repository: 'deploy.git', branch: 'main', head: undefined },
    ...{ sourceCommit: undefined, attempts: 1, healed: [], holds: [], ownRepositories: [], notices: [] },
    ...changes,
  } as PublishReport;
}

function readExamples(): Readonly<Record<string, string>> {
  const files = EXAMPLES.flatMap((name) => listFiles(`${name}`));
  return Object.fromEntries(
    files.map((file) => {
      const text = readFileSync(join(REGIONS, file), 'utf8');
      return [
        `regions/${file}`,
        file.endsWith('region.yaml') ? text.replace('  aws:\n', `${CEILINGS}  aws:\n`) : text,
      ];
    }),
  );
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(join(REGIONS, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    return statSync(join(REGIONS, path)).isDirectory() ? listFiles(path) : [path];
  });
}
