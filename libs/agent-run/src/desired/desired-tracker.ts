import type { KubeObject } from '@atoll/kube';
import type { AgentLog } from '../agent-log.ts';
import { codeOf } from '../code-of.ts';
import type { DesiredChange, DesiredIndex } from './desired-index.ts';
import type { GuardedHalf } from './guarded-half.ts';
import { type AppliedStage, toAppliedStage } from './to-applied-stage.ts';
import type { StageObjects } from './to-stage-objects.ts';

/** What Flux and Git say about one stage, for status and metrics. */
export interface TrackedStage extends AppliedStage {
  readonly half: GuardedHalf;
  /** Commit whose manifests are compared; lags behind `commit` while Git cannot be read. */
  readonly read?: string;
  readonly objects: number;
  /** Whether every manifest of what was read could be used: if not, what is not among its objects may still be wanted. */
  readonly isWhole?: boolean;
  /** What kept the newest commit from being read; undefined: nothing. */
  readonly problem?: string;
}

/** Follows Flux's Kustomizations and keeps the desired objects of the commits that they applied. */
export interface DesiredTracker {
  /** Takes a Kustomization as the API server shows it. */
  note(kustomization: KubeObject): Promise<void>;
  /** Tries again what could not be read. */
  retry(): Promise<void>;
  /** A Kustomization that is gone takes nothing along: its objects stay wanted until Git says otherwise. */
  noteGone(kustomization: KubeObject): void;
  listStages(): readonly TrackedStage[];
}

/** What a tracker works with. */
export interface DesiredTrackerOptions {
  readonly index: DesiredIndex;
  /** Gives the half that a Kustomization belongs to; undefined: none that is guarded. */
  readonly halfOf: (stage: AppliedStage) => GuardedHalf | undefined;
  /** Reads the objects of a stage at its commit. @throws when Git does not have it */
  readonly readObjects: (
    half: GuardedHalf,
    stage: AppliedStage & { readonly commit: string },
  ) => Promise<StageObjects>;
  /** Tells whether a set has shrunk so much that a person has to say that it is meant. */
  readonly isSuspicious: (before: number, after: number) => boolean;
  readonly onChange: (change: DesiredChange) => void;
  readonly log: AgentLog;
}

/** Makes a tracker of no stage yet. */
export function createDesiredTracker(options: DesiredTrackerOptions): DesiredTracker {
  return new Tracker(options);
}

class Tracker implements DesiredTracker {
  readonly #options: DesiredTrackerOptions;
  readonly #stages = new Map<string, TrackedStage>();
  /** One stage is read at a time: the last word on it wins. */
  #chain: Promise<void> = Promise.resolve();

  constructor(options: DesiredTrackerOptions) {
    this.#options = options;
  }

  note(kustomization: KubeObject): Promise<void> {
    const stage = toAppliedStage(kustomization);
    const half = this.#options.halfOf(stage);
    if (half === undefined) return Promise.resolve();
    const known = this.#stages.get(stage.kustomization);
    const { read, isWhole, objects = 0, problem } = known ?? {};
    this.#stages.set(stage.kustomization, {
      ...stage,
      half,
      objects,
      ...(read === undefined ? {} : { read }),
      ...(isWhole === undefined ? {} : { isWhole }),
      // What kept its commit from being read stands; that it was gone does not.
      ...(problem === undefined || stage.commit === read ? {} : { problem }),
    });
    return stage.commit === read ? Promise.resolve() : this.#read(stage.kustomization);
  }

  noteGone({ metadata }: KubeObject): void {
    const key = `${metadata.namespace ?? ''}/${metadata.name}`;
    const known = this.#stages.get(key);
    if (known === undefined) return;
    this.#stages.set(key, { ...known, problem: 'its Kustomization is gone' });
    this.#options.log.warn('a Kustomization is gone; what it applied stays wanted', { kustomization: key });
  }

  async retry(): Promise<void> {
    for (const [key, { commit, read }] of this.#stages) if (commit !== read) await this.#read(key);
  }

  listStages(): readonly TrackedStage[] {
    return [...this.#stages.values()];
  }

  #read(key: string): Promise<void> {
    this.#chain = this.#chain.then(() => this.#readNow(key));
    return this.#chain;
  }

  async #readNow(key: string): Promise<void> {
    const stage = this.#stages.get(key);
    if (stage?.commit === undefined || stage.commit === stage.read) return;
    const { index, readObjects, isSuspicious, onChange, log } = this.#options;
    const { half, commit } = stage;
    try {
      const { objects, isWhole } = await readObjects(half, { ...stage, commit });
      if (isSuspicious(stage.objects, objects.length)) {
        this.#fail(
          key,
          `the commit ${commit} has ${objects.length} objects where ${stage.objects} were: nothing of it is taken for wanted`,
        );
        log.warn('a stage shrank so much that it is not believed', {
          kustomization: key,
          commit,
          before: stage.objects,
          after: objects.length,
        });
        return;
      }
      const change = index.replaceStage(key, objects);
      const { problem: _, ...now } = this.#stages.get(key) ?? stage;
      this.#stages.set(key, { ...now, read: commit, objects: objects.length, isWhole });
      log.info('a stage was read', {
        kustomization: key,
        commit,
        objects: objects.length,
        changed: change.changed.length,
        removed: change.removed.length,
      });
      onChange(change);
    } catch (error) {
      this.#fail(key, `the commit ${commit} cannot be read (${codeOf(error)})`);
      log.warn('a stage cannot be read; the last good commit stays wanted', {
        kustomization: key,
        commit,
        code: codeOf(error),
      });
    }
  }

  #fail(key: string, problem: string): void {
    const stage = this.#stages.get(key);
    if (stage !== undefined) this.#stages.set(key, { ...stage, problem });
  }
}
