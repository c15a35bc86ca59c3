import type { HealingFences } from '@atoll/drift';
import type { ClusterWatch, LeaderElection } from '@atoll/kube';
import type { DetectionParts } from '../agent-parts.ts';
import type { DesiredObject } from '../desired/desired-object.ts';
import type { TrackedStage } from '../desired/desired-tracker.ts';

/** What has to be so before something is done, as it is now. */
export interface Fences {
  read(object: DesiredObject): Promise<HealingFences>;
  /** Writes into the Lease which commit is acted on, so that nobody acts on an older one. @throws ElectionError, KubeError */
  recordCommit(object: DesiredObject): Promise<void>;
  isSuspended(object: DesiredObject): boolean;
}

/** What fences are read from. */
export interface FenceSources {
  readonly parts: Pick<DetectionParts, 'tracker' | 'mirrors' | 'detector'>;
  readonly watch: ClusterWatch;
  readonly election: LeaderElection;
}

/** Longest time that an act may take: an apply, and what takes away after it. */
const ACT_MS = 5_000;

/** Makes fences. */
export function createFences({ parts, watch, election }: FenceSources): Fences {
  const { tracker, mirrors, detector } = parts;
  const stageOf = ({ kustomization }: DesiredObject) =>
    tracker.listStages().find((stage) => stage.kustomization === kustomization);
  const ancestry = createAncestry(async (stage, commit, of) =>
    (await mirrors.of(stage.half)).isAncestor(commit, of),
  );
  const isCurrent = async (object: DesiredObject): Promise<boolean> => {
    const stage = stageOf(object);
    // What Flux applied last cannot be read: what is compared with is older.
    if (stage?.read === undefined || stage.read !== stage.commit) return false;
    const acted = election.lastActedCommit();
    if (acted === undefined || acted === stage.read) return true;
    return !(await ancestry.isOlder(stage, stage.read, acted));
  };
  return {
    async read(object) {
      const isCommitCurrent = await isCurrent(object);
      return {
        isCommitCurrent,
        isLeader: election.isLeaderFor(ACT_MS),
        isViewFresh: watch.staleMs() === 0 && detector.states.isFresh(object),
      };
    },
    async recordCommit(object) {
      const commit = stageOf(object)?.read ?? object.commit;
      if (election.lastActedCommit() !== commit) await election.recordActedCommit(commit);
    },
    isSuspended: (object) => stageOf(object)?.isSuspended ?? false,
  };
}

interface Ancestry {
  isOlder(stage: TrackedStage, commit: string, than: string): Promise<boolean>;
}

/** History does not change, so each pair is asked about once; only the newest pairs matter. */
function createAncestry(
  ask: (stage: TrackedStage, commit: string, of: string) => Promise<boolean>,
): Ancestry {
  const known = new Map<string, Promise<boolean>>();
  const most = 100;
  return {
    isOlder(stage, commit, than) {
      const pair = `${commit} ${than}`;
      const before = known.get(pair);
      if (before !== undefined) return before;
      if (known.size >= most) known.clear();
      // A commit of another repository, or one that is not here, is no successor as far as can be known.
      const answer = ask(stage, commit, than).catch(() => false);
      known.set(pair, answer);
      return answer;
    },
  };
}
