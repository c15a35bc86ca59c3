import { isDeepStrictEqual } from 'node:util';
import {
  AGENT_NAMESPACE,
  CLUSTER_API_GROUP,
  CLUSTER_API_VERSION,
  type DriftPolicy,
  type DriftRecordSpec,
  type DriftRecordStatus,
  type HealClass,
  renderInstant,
} from '@atoll/agent-model';
import { type DriftReport, renderIgnoreRule, toRecordName, toRecordStatus } from '@atoll/drift';
import type { KubeObject } from '@atoll/kube';
import { AgentError } from '../agent-error.ts';
import type { AgentLog } from '../agent-log.ts';
import { type ClusterRequests, hasStatus } from '../cluster/cluster-requests.ts';
import { driftRecordResource } from '../cluster/record-resources.ts';
import type { AgentClock } from '../clock.ts';
import { codeOf } from '../code-of.ts';
import type { DesiredObject } from '../desired/desired-object.ts';
import { digestOfVerdict } from '../detect/digest-of-verdict.ts';
import type { StoredVerdict } from '../detect/verdict-store.ts';
import { digestOf } from '../digest-of.ts';
import { createKeyedQueue, type KeyedQueue } from '../keyed-queue.ts';

/** What is about to happen to a drifted object, as the healing side says it. */
export interface NextStep {
  readonly policy: DriftPolicy;
  readonly nextAction: string;
  /** RFC 3339, to the second. */
  readonly nextActionAt?: string;
  readonly healClass?: HealClass;
  readonly attempts?: number;
  /** What is to be remembered of healing it, as JSON. */
  readonly healing?: string;
}

/** What the agent did, for the history. */
export type RecordedAct = NonNullable<DriftReport['act']>;

/** A DriftRecord as it is known. */
export interface KnownRecord {
  readonly spec: DriftRecordSpec;
  readonly status: DriftRecordStatus | undefined;
  /** undefined: it is not known any more which version there is. */
  readonly resourceVersion?: string;
}

/** Keeps the DriftRecords as the verdicts are: level by level, so that nothing is lost when one write fails. */
export interface RecordKeeper {
  /** Something about the object of a key changed. */
  touch(key: string): void;
  /**
   * Writes the record of a key now, with an act that is about to be done or was done; one that cannot be written must not
   * be done.
   *
   * @throws KubeError; AgentError ERR_AGENT_NOT_LEADER
   */
  write(key: string, act: RecordedAct): Promise<void>;
  /** What is known of the record of an object; undefined: there is none. */
  recordOf(verdict: StoredVerdict): KnownRecord | undefined;
  /** Takes a DriftRecord as the API server shows it: what people decided stands in its spec. True if that is new. */
  note(record: KubeObject): boolean;
  noteGone(record: KubeObject): void;
  /** Every record that is known, by its name. */
  records(): ReadonlyMap<string, KnownRecord>;
  nameOf(verdict: StoredVerdict): string | undefined;
  stop(): Promise<void>;
}

/** What keeping takes. */
export interface RecordKeeperOptions {
  readonly requests: ClusterRequests;
  readonly namespace: string;
  readonly verdictOf: (key: string) => StoredVerdict | undefined;
  readonly nextStepOf: (verdict: StoredVerdict) => NextStep;
  /** Only the leader writes: two writers of one status would fight. */
  readonly mayWrite: () => boolean;
  readonly clock: AgentClock;
  readonly log: AgentLog;
}

/** Writes at once; the API server is not asked for more. */
const CONCURRENCY = 4;

/** Makes a keeper of no record yet. */
export function createRecordKeeper(options: RecordKeeperOptions): RecordKeeper {
  return new Keeper(options);
}

class Keeper implements RecordKeeper {
  readonly #options: RecordKeeperOptions;
  readonly #records = new Map<string, KnownRecord>();
  readonly #queue: KeyedQueue;
  /** One write of a record at a time: each builds on the status that the one before left. */
  readonly #writes = new Map<string, Promise<void>>();

  constructor(options: RecordKeeperOptions) {
    this.#options = options;
    this.#queue = createKeyedQueue({
      concurrency: CONCURRENCY,
      work: (key) => this.#writeInTurn(key),
      onFailure: (key, error, attempt) =>
        options.log.warn('a drift record cannot be written; it is tried again', {
          key,
          code: codeOf(error),
          attempt,
        }),
    });
  }

  touch(key: string): void {
    if (this.#options.mayWrite()) this.#queue.add(key);
  }

  note(record: KubeObject): boolean {
    const { metadata, spec } = record;
    const isNew = !isDeepStrictEqual(this.#records.get(metadata.name)?.spec, spec);
    this.#records.set(metadata.name, toKnown(record));
    return isNew;
  }

  noteGone({ metadata }: KubeObject): void {
    this.#records.delete(metadata.name);
  }

  async write(key: string, act: RecordedAct): Promise<void> {
    if (!this.#options.mayWrite())
      throw new AgentError(
        'ERR_AGENT_NOT_LEADER',
        'The leadership was lost before the record was written, so nothing is done; the next leader decides anew.',
      );
    await this.#writeInTurn(key, act);
  }

  recordOf(verdict: StoredVerdict): KnownRecord | undefined {
    const name = this.nameOf(verdict);
    return name === undefined ? undefined : this.#records.get(name);
  }

  nameOf({ object }: StoredVerdict): string | undefined {
    return object === undefined ? undefined : toRecordName(object.region, object.ref, digestOf);
  }

  records(): ReadonlyMap<string, KnownRecord> {
    return this.#records;
  }

  stop(): Promise<void> {
    return this.#queue.stop();
  }

  #writeInTurn(key: string, act?: RecordedAct): Promise<void> {
    const before = this.#writes.get(key) ?? Promise.resolve();
    const write = before.catch(() => undefined).then(() => this.#write(key, act));
    this.#writes.set(key, write);
    const forget = () => void (this.#writes.get(key) === write && this.#writes.delete(key));
    write.then(forget, forget);
    return write;
  }

  async #write(key: string, act: RecordedAct | undefined): Promise<void> {
    const { verdictOf, mayWrite } = this.#options;
    const verdict = verdictOf(key);
    const name = verdict === undefined ? undefined : this.nameOf(verdict);
    if (verdict?.object === undefined || name === undefined || !mayWrite()) return;
    const known = this.#records.get(name);
    if (!isWorthRecord(verdict) && known === undefined && act === undefined) return;
    const report = { ...this.#toReport(verdict, verdict.object), ...(act === undefined ? {} : { act }) };
    await this.#writeRecord(name, verdict.object, report);
  }

  async #writeRecord(name: string, object: DesiredObject, report: DriftReport): Promise<void> {
    const { requests, namespace, clock } = this.#options;
    const target = { namespace, name };
    const seen = this.#records.get(name);
    const known = seen?.resourceVersion === undefined ? await this.#read(target) : seen;
    const { digest, nextAction } = known?.status ?? {};
    const isTold = digest === report.digest && nextAction === report.nextAction;
    if (isTold && report.act === undefined) return;
    const { resourceVersion = '', ...record } = known ?? (await this.#create(target, object));
    const status = toRecordStatus(record.status, report, renderInstant(clock.now()));
    try {
      const next = { status, resourceVersion };
      this.#records.set(name, toKnown(await requests.replaceStatus(driftRecordResource, target, next)));
    } catch (error) {
      this.#noteRefusal(name, record, error);
      throw error;
    }
  }

  /** Somebody else wrote, or deleted it: what is there now is read before the next try. */
  #noteRefusal(name: string, record: KnownRecord, error: unknown): void {
    if (hasStatus(error, 409)) this.#records.set(name, record);
    if (hasStatus(error, 404)) this.#records.delete(name);
  }

  async #read(target: RecordTarget): Promise<KnownRecord | undefined> {
    const record = await this.#options.requests.read(driftRecordResource, target);
    return record === undefined ? undefined : toKnown(record);
  }

  /** @throws AgentError ERR_AGENT_RECORD where another replica was first: it is read at the next try */
  async #create(target: RecordTarget, { region, half, stage, ref }: DesiredObject): Promise<KnownRecord> {
    const spec: DriftRecordSpec = { region, half, stage, object: { ...ref } };
    const made = await this.#options.requests.create(driftRecordResource, toManifest(target, spec));
    if (made !== undefined) return toKnown(made);
    throw new AgentError(
      'ERR_AGENT_RECORD',
      `DriftRecord ${target.name} was made by somebody else at the same time; it is read and written again.`,
    );
  }

  #toReport(stored: StoredVerdict, { ref, stage, commit }: DesiredObject): DriftReport {
    const { verdict, uid } = stored;
    return {
      verdict,
      uid,
      revision: commit,
      digest: digestOfVerdict(stored),
      ignoreRule: renderIgnoreRule({ ...ref, stage }, verdict),
      ...this.#options.nextStepOf(stored),
    };
  }
}

interface RecordTarget {
  readonly namespace: string;
  readonly name: string;
}

function toKnown({ metadata, spec, status }: KubeObject): KnownRecord {
  return {
    spec: spec as DriftRecordSpec,
    status: status as DriftRecordStatus | undefined,
    resourceVersion: metadata['resourceVersion'] as string,
  };
}

/** An object that cannot be seen is no drift; the Region says how many there are. */
function isWorthRecord({ verdict }: StoredVerdict): boolean {
  return verdict.class !== 'InSync' && (verdict.class !== 'Unknown' || verdict.reason === 'invalid');
}

function toManifest({ namespace, name }: RecordTarget, spec: DriftRecordSpec): KubeObject {
  return {
    apiVersion: `${CLUSTER_API_GROUP}/${CLUSTER_API_VERSION}`,
    kind: 'DriftRecord',
    metadata: {
      name,
      namespace: namespace === '' ? AGENT_NAMESPACE : namespace,
      labels: { 'atoll.dev/region': spec.region },
    },
    spec,
  };
}
