import { isDeepStrictEqual } from 'node:util';
import {
  AGENT_NAMESPACE,
  CLUSTER_API_GROUP,
  CLUSTER_API_VERSION,
  type DriftPolicy,
  type DriftRecordSpec,
  type DriftRecordStatus,
  type HealClass,
} from '@atoll/agent-model';
import { type DriftReport, renderIgnoreRule, toRecordName, toRecordStatus } from '@atoll/drift';
import type { KubeObject } from '@atoll/kube';
import { AgentError } from '../agent-error.ts';
import type { AgentLog } from '../agent-log.ts';
import type { ClusterRequests } from '../cluster/cluster-requests.ts';
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

  note({ metadata, spec, status }: KubeObject): boolean {
    const isNew = !isDeepStrictEqual(this.#records.get(metadata.name)?.spec, spec);
    this.#records.set(metadata.name, {
      spec: spec as DriftRecordSpec,
      status: status as DriftRecordStatus | undefined,
    });
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
    const known = this.#records.get(name);
    const before = known?.status ?? (await this.#readStatus(target));
    const isTold = before?.digest === report.digest && before.nextAction === report.nextAction;
    if (isTold && report.act === undefined) return;
    const { region, half, stage, ref } = object;
    const spec: DriftRecordSpec = known?.spec ?? { region, half, stage, object: { ...ref } };
    if (known === undefined) await requests.create(driftRecordResource, toManifest(target, spec));
    const status = toRecordStatus(before, report, toSeconds(clock.now()));
    await requests.replaceStatus(driftRecordResource, target, status);
    this.#records.set(name, { spec, status });
  }

  async #readStatus(target: {
    readonly namespace: string;
    readonly name: string;
  }): Promise<DriftRecordStatus | undefined> {
    const record = await this.#options.requests.read(driftRecordResource, target);
    return record?.['status'] as DriftRecordStatus | undefined;
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

/** An object that cannot be seen is no drift; the Region says how many there are. */
function isWorthRecord({ verdict }: StoredVerdict): boolean {
  return verdict.class !== 'InSync' && (verdict.class !== 'Unknown' || verdict.reason === 'invalid');
}

function toManifest(
  { namespace, name }: { namespace: string; name: string },
  spec: DriftRecordSpec,
): KubeObject {
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

/** RFC 3339 to the second, as Kubernetes writes times. */
function toSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
