import type { AgentConfig } from '@atoll/agent-model';
import { type DriftCloudEvent, type DriftNews, toDriftCloudEvent } from '@atoll/drift';
import type { AgentLog } from '../../agent-log.ts';
import type { AgentMetrics } from '../../agent-metrics.ts';
import type { AgentClock } from '../../clock.ts';
import { codeOf } from '../../code-of.ts';
import { digestOf } from '../../digest-of.ts';
import { digestOfVerdict } from '../../detect/digest-of-verdict.ts';
import type { StoredVerdict } from '../../detect/verdict-store.ts';
import { createKeyedQueue, type KeyedQueue } from '../../keyed-queue.ts';
import type { NextStep } from '../record-keeper.ts';
import type { MessageOutcome } from './send-message.ts';

/** Tells webhooks what became of objects: once for each drift, and once when it is over. */
export interface WebhookTeller {
  tell(decided: DecidedVerdict): void;
  /** Somebody else leads, and tells from now on. */
  forget(): void;
  /** Resolves when everything that was to be told was taken, or lost. */
  whenIdle(): Promise<void>;
  stop(): Promise<void>;
}

/** A verdict with what was decided about it. */
export interface DecidedVerdict {
  readonly stored: StoredVerdict;
  readonly step: NextStep;
  /** Two writers change it in turn, and healing stopped. */
  readonly isFight: boolean;
  /** Somebody said that they know, or that nobody is to be told. */
  readonly isQuiet: boolean;
  /** The record said that it drifted, before this verdict. */
  readonly wasDrifted: boolean;
  /** Name of its DriftRecord. */
  readonly record: string;
}

/** What telling takes. */
export interface WebhookTellerOptions {
  readonly webhooksOf: (region: string) => AgentConfig['webhooks'];
  /** @throws AgentError, what is worth another try */
  readonly send: (
    webhook: AgentConfig['webhooks'][number],
    event: DriftCloudEvent,
  ) => Promise<MessageOutcome>;
  readonly clock: AgentClock;
  readonly metrics: Pick<AgentMetrics, 'webhooks'>;
  readonly log: AgentLog;
}

/** Messages that are under way at once. */
const CONCURRENCY = 4;

/**
 * Makes a teller. Each webhook has the newest of each object once: while a receiver is away, a drift that comes and goes
 * is told to it as what it came to, and nothing piles up.
 */
export function createWebhookTeller(options: WebhookTellerOptions): WebhookTeller {
  return new Teller(options);
}

class Teller implements WebhookTeller {
  readonly #options: WebhookTellerOptions;
  readonly #queue: KeyedQueue;
  /** The newest of each object, by webhook and object. */
  readonly #newest = new Map<string, { readonly webhook: string; readonly decided: DecidedVerdict }>();
  /** The last that a webhook was told of an object, and whether it was told that this is over. */
  readonly #told = new Map<string, ToldNews>();

  constructor(options: WebhookTellerOptions) {
    this.#options = options;
    this.#queue = createKeyedQueue({
      concurrency: CONCURRENCY,
      work: (key) => this.#work(key),
      onFailure: (key, error, attempt) => this.#noteFailure(key, error, attempt),
    });
  }

  tell(decided: DecidedVerdict): void {
    const { stored } = decided;
    if (stored.object === undefined) return;
    for (const { name } of this.#options.webhooksOf(stored.object.region)) {
      const key = `${name} ${stored.key}`;
      const before = this.#newest.get(key)?.decided.wasDrifted ?? false;
      // What was waiting to be told as over is still to be told.
      const wasDrifted = decided.wasDrifted || (before && stored.verdict.class === 'InSync');
      this.#newest.set(key, { webhook: name, decided: { ...decided, wasDrifted } });
      this.#queue.add(key);
    }
  }

  forget(): void {
    this.#told.clear();
  }

  whenIdle(): Promise<void> {
    return this.#queue.whenIdle();
  }

  stop(): Promise<void> {
    return this.#queue.stop();
  }

  async #work(key: string): Promise<void> {
    const newest = this.#newest.get(key);
    const object = newest?.decided.stored.object;
    if (newest === undefined || object === undefined) return;
    const webhook = this.#options.webhooksOf(object.region).find(({ name }) => name === newest.webhook);
    const news = this.#findNews(key, newest.decided);
    if (webhook !== undefined && news !== undefined) {
      const outcome = await this.#options.send(webhook, this.#toEvent(newest.decided, news));
      this.#note(webhook.name, object.region, outcome);
    }
    if (news !== undefined) this.#told.set(key, { marks: news.marks, isOver: news.kind === 'healed' });
    if (this.#newest.get(key) === newest) this.#newest.delete(key);
  }

  #findNews(key: string, decided: DecidedVerdict): News | undefined {
    const { stored, step } = decided;
    if (stored.verdict.class === 'Unknown' || step.policy === 'observe') return undefined;
    const told = this.#told.get(key);
    return stored.verdict.class === 'InSync' ? findEnd(decided, told) : findDrift(decided, told);
  }

  #toEvent({ stored, step, record }: DecidedVerdict, { kind, marks }: News): DriftCloudEvent {
    const { object, verdict } = stored;
    if (object === undefined) throw new TypeError('an object that Git never had is not told of');
    const { policy, healClass, nextAction, nextActionAt } = step;
    return toDriftCloudEvent({
      news: kind,
      region: object.region,
      half: object.half,
      ref: { ...object.ref, stage: object.stage },
      verdict,
      record,
      digest: marks.mark,
      at: this.#options.clock.now().toISOString(),
      revision: object.commit,
      policy,
      ...(healClass === undefined ? {} : { healClass }),
      nextAction,
      ...(nextActionAt === undefined ? {} : { nextActionAt }),
    });
  }

  #note(webhook: string, region: string, outcome: MessageOutcome): void {
    const { metrics, log } = this.#options;
    metrics.webhooks.inc({ region, webhook, result: outcome.result });
    if (outcome.result === 'refused')
      log.error('a webhook refused a message, which is lost', { region, webhook, status: outcome.status });
  }

  #noteFailure(key: string, error: unknown, attempt: number): void {
    const { decided, webhook } = this.#newest.get(key) ?? {};
    const region = decided?.stored.object?.region ?? '';
    this.#options.metrics.webhooks.inc({ region, webhook: webhook ?? '', result: 'failed' });
    this.#options.log.warn('a webhook cannot be told; it is tried again', {
      region,
      webhook,
      code: codeOf(error),
      attempt,
    });
  }
}

/** What tells one piece of news from another. */
interface NewsMarks {
  /** Equal for equal findings. */
  readonly digest: string;
  /** Another one when the same drift comes again, and the same for whoever tells it. */
  readonly mark: string;
}

interface News {
  readonly kind: DriftNews;
  readonly marks: NewsMarks;
}

interface ToldNews {
  readonly marks: NewsMarks;
  readonly isOver: boolean;
}

/** The record says that an object drifted until it is written, which is later than this. */
function findEnd({ stored, wasDrifted }: DecidedVerdict, told: ToldNews | undefined): News | undefined {
  const isOpen = told === undefined ? wasDrifted : !told.isOver;
  if (!isOpen) return undefined;
  return { kind: 'healed', marks: told?.marks ?? toMarks(digestOfVerdict(stored), stored) };
}

function findDrift(
  { stored, isFight, isQuiet }: DecidedVerdict,
  told: ToldNews | undefined,
): News | undefined {
  const digest = `${digestOfVerdict(stored)}${isFight ? ' fought' : ''}`;
  const isTold = told?.marks.digest === digest && !told.isOver;
  if (isQuiet || isTold) return undefined;
  return { kind: isFight ? 'fought' : 'detected', marks: toMarks(digest, stored) };
}

function toMarks(digest: string, { resourceVersion = '' }: StoredVerdict): NewsMarks {
  return { digest, mark: digestOf(`${digest} ${resourceVersion}`) };
}
