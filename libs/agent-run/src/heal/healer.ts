import {
  classifyHealing,
  decideHealing,
  type HealingFences,
  type HealingOutcome,
  type HealingResult,
  type HealRow,
  type KubeManifest,
} from '@atoll/drift';
import type { AgentLog } from '../agent-log.ts';
import type { AgentMetrics } from '../agent-metrics.ts';
import type { AgentClock } from '../clock.ts';
import type { ServedResource } from '../cluster/resource-path.ts';
import { codeOf } from '../code-of.ts';
import type { DesiredObject } from '../desired/desired-object.ts';
import { OWNER_MANAGER } from '../detect/drift-comparer.ts';
import type { StoredVerdict, VerdictStore } from '../detect/verdict-store.ts';
import { createKeyedQueue, type KeyedQueue } from '../keyed-queue.ts';
import type { NextStep, RecordKeeper } from '../report/record-keeper.ts';
import type { ActDecision, ActTarget } from './act-on-object.ts';
import type { HalfHealing } from './half-healing.ts';
import { createHealingNotes, type HealingNotes } from './healing-notes.ts';
import { createStageCosts } from './stage-costs.ts';
import { actEvents, explainFailure, tellAct } from './tell-act.ts';
import { createWakeTimers } from '../wake-timers.ts';

/** Decides what is done about drifted objects, and does it: the leader alone, one object at a time. */
export interface Healer {
  /** Something about an object, or what people decided about it, changed. */
  consider(key: string): void;
  /** Decides anew about everything that is not as in Git, or was not a while ago. */
  considerAll(): void;
  /** What happens next to an object, as it was decided last. */
  nextStepOf(stored: StoredVerdict): NextStep;
  /** Somebody else leads. */
  forget(): void;
  stop(): Promise<void>;
}

/** What a healer works with. */
export interface HealerOptions {
  readonly store: VerdictStore;
  readonly keeper: Pick<RecordKeeper, 'touch' | 'write' | 'recordOf'>;
  readonly halves: HalfHealing;
  readonly isLeader: () => boolean;
  readonly readFences: (object: DesiredObject) => Promise<HealingFences>;
  readonly isSuspended: (object: DesiredObject) => boolean;
  readonly resourceOf: (object: DesiredObject) => ServedResource | undefined;
  /** The object that is there is the one that is meant, though it is not the one that was: this healed its absence. */
  readonly acceptUid: (key: string, uid: string) => void;
  /** What healing costs in kinds of the clouds. */
  readonly facts: readonly HealRow[];
  /** Told of every decision, before anything is done; `wasDrifted`: the record says that it is not as in Git. */
  readonly onDecided: (stored: StoredVerdict, result: HealingResult, wasDrifted: boolean) => void;
  /** Called before an act: what it throws keeps the act from being done. */
  readonly prepare: (object: DesiredObject, decision: ActDecision) => Promise<void>;
  readonly act: (target: ActTarget) => Promise<HealingOutcome>;
  readonly clock: AgentClock;
  readonly metrics: Pick<AgentMetrics, 'remediations' | 'fights'>;
  readonly log: AgentLog;
}

/** Objects that are healed at once; the breaker bounds how many a second. */
const CONCURRENCY = 4;

/** Makes a healer that remembers nothing yet: what the leader before it remembered stands in the records. */
export function createHealer(options: HealerOptions): Healer {
  return new HealingLoop(options);
}

class HealingLoop implements Healer {
  readonly #options: HealerOptions;
  readonly #notes: HealingNotes;
  readonly #costs = createStageCosts();
  readonly #timers: ReturnType<typeof createWakeTimers>;
  readonly #queue: KeyedQueue;

  constructor(options: HealerOptions) {
    this.#options = options;
    this.#notes = createHealingNotes(() => options.metrics.fights.inc());
    this.#timers = createWakeTimers(
      () => options.clock.now().getTime(),
      (key) => this.consider(key),
    );
    this.#queue = createKeyedQueue({
      concurrency: CONCURRENCY,
      work: (key) => this.#consider(key),
      onFailure: (key, error, attempt) => this.#noteFailure(key, error, attempt),
    });
  }

  consider(key: string): void {
    if (!this.#options.isLeader()) return;
    this.#noteCost(key);
    this.#queue.add(key);
  }

  considerAll(): void {
    for (const { key, verdict } of this.#options.store.values()) {
      if (verdict.class !== 'InSync' || this.#notes.has(key)) this.consider(key);
    }
  }

  nextStepOf({ key, object }: StoredVerdict): NextStep {
    const policy = this.#options.halves.configOf(object)?.drift.policy ?? 'observe';
    return this.#notes.stepOf(key) ?? { policy, nextAction: 'what is done about it is being decided' };
  }

  forget(): void {
    this.#notes.forget();
  }

  async stop(): Promise<void> {
    this.#timers.stop();
    await this.#queue.stop();
  }

  #noteFailure(key: string, error: unknown, attempt: number): void {
    const { log, keeper } = this.#options;
    log.warn('an object cannot be healed now; it is tried again', { key, code: codeOf(error), attempt });
    // What was found is told all the same.
    keeper.touch(key);
  }

  #noteCost(key: string): void {
    const stored = this.#options.store.get(key);
    if (stored?.object === undefined) return;
    const { object, verdict } = stored;
    const cost = classifyHealing(toManifest(object), verdict, this.#options.facts);
    this.#costs.set(object.kustomization, key, cost.class === 'never' ? undefined : cost.class);
  }

  async #consider(key: string): Promise<void> {
    const { store, isLeader, readFences } = this.#options;
    const before = store.get(key);
    if (before?.object === undefined || !isLeader() || this.#isUneventful(before)) return;
    if (this.#acceptOwn(before)) return;
    const fences = await readFences(before.object);
    const stored = store.get(key);
    if (stored?.object !== undefined) await this.#follow(stored, stored.object, fences);
  }

  /** Decides, and does what was decided, or waits. */
  async #follow(stored: StoredVerdict, object: DesiredObject, fences: HealingFences): Promise<void> {
    const { key } = stored;
    const result = this.#decide(stored, object, fences);
    if (result !== undefined) this.#options.onDecided(stored, result, this.#wasDrifted(stored));
    if (result !== undefined && isAct(result.decision)) {
      await this.#act({ stored, object, result, decision: result.decision });
      return;
    }
    if (result !== undefined) this.#notes.keep(key, result);
    const untilMs = result?.decision.action === 'wait' ? result.decision.untilMs : undefined;
    this.#timers.set(key, untilMs);
    this.#options.keeper.touch(key);
  }

  #wasDrifted(stored: StoredVerdict): boolean {
    const { class: known = 'InSync' } = this.#options.keeper.recordOf(stored)?.status ?? {};
    return known !== 'InSync';
  }

  /** What is there anew since an absence was healed was made by that, which has been told already. */
  #acceptOwn(stored: StoredVerdict): boolean {
    const { key, verdict, uid } = stored;
    if (verdict.class !== 'Recreated' || uid === undefined) return false;
    const { keeper, acceptUid } = this.#options;
    const { open } = this.#notes.recall(key, keeper.recordOf(stored)) ?? {};
    if (open?.fields.includes('') !== true || open.seen !== 'absent') return false;
    acceptUid(key, uid);
    return true;
  }

  /** It is as in Git, and nobody ever said otherwise. */
  #isUneventful(stored: StoredVerdict): boolean {
    const { verdict, key } = stored;
    const isKnown = this.#notes.has(key) || this.#options.keeper.recordOf(stored) !== undefined;
    return verdict.class === 'InSync' && !isKnown;
  }

  /** Gives undefined where the rules of the half are not known. */
  #decide(stored: StoredVerdict, object: DesiredObject, fences: HealingFences): HealingResult | undefined {
    const { halves, clock, facts, isSuspended, keeper } = this.#options;
    const { key, verdict, since, uid, resourceVersion } = stored;
    const rules = halves.rulesOf(object);
    if (rules === undefined) return undefined;
    const record = keeper.recordOf(stored);
    const othersClass = this.#costs.ofOthers(object.kustomization, key);
    return decideHealing(
      { object: this.#notes.recall(key, record), breaker: this.#notes.breaker },
      {
        nowMs: clock.now().getTime(),
        object: { ...object.ref, stage: object.stage },
        desired: toManifest(object),
        verdict,
        sinceMs: since.getTime(),
        ...(uid === undefined || resourceVersion === undefined ? {} : { live: { uid, resourceVersion } }),
        record: record?.spec ?? {},
        rules,
        facts,
        fences,
        stage: {
          isSuspended: isSuspended(object),
          ...(othersClass === undefined ? {} : { othersClass }),
        },
        owner: OWNER_MANAGER,
      },
    );
  }

  /** First what is remembered and told is written, then the act is done: whoever leads next knows of it. */
  async #act({ stored, object, result, decision }: PlannedAct): Promise<void> {
    const { key } = stored;
    const { keeper, prepare, act, resourceOf, clock } = this.#options;
    const resource = resourceOf(object);
    if (resource === undefined) return;
    const takeBack = this.#notes.keep(key, result);
    try {
      await prepare(object, decision);
      await keeper.write(key, { event: actEvents[decision.action], detail: decision.reason });
    } catch (error) {
      takeBack();
      throw error;
    }
    const outcome = await act({ decision, object, stored, resource });
    this.#notes.noteOutcome(key, outcome);
    tellAct(this.#options, { object, decision, outcome });
    // It is decided anew with what the act left behind.
    this.#timers.set(key, clock.now().getTime());
    if (outcome.result === 'failed')
      await keeper.write(key, { event: 'HealingFailed', detail: explainFailure(outcome.why) });
  }
}

interface PlannedAct {
  readonly stored: StoredVerdict;
  readonly object: DesiredObject;
  readonly result: HealingResult;
  readonly decision: ActDecision;
}

function isAct(decision: HealingResult['decision']): decision is ActDecision {
  return decision.action !== 'none' && decision.action !== 'wait';
}

function toManifest({ json }: DesiredObject): KubeManifest {
  return JSON.parse(json) as KubeManifest;
}
