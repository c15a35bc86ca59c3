import {
  type AgentConfig,
  type DriftPolicy,
  type HealClass,
  nameObject,
  type Verdict,
} from '@atoll/agent-model';
import type { StagedRef } from '../rules/match-object.ts';

/** Changes that a message carries; the record has all of them. */
const MOST_CHANGES = 50;

/** What a message is about: a drift, one that two writers fight over, or the end of one. */
export type DriftNews = 'detected' | 'fought' | 'healed';

/** What is told about one object. */
export interface ToldDrift {
  readonly news: DriftNews;
  readonly region: string;
  readonly half: AgentConfig['half'];
  readonly ref: StagedRef;
  readonly verdict: Verdict;
  /** Name of the object's DriftRecord. */
  readonly record: string;
  /** Digest of what is told: the same news have the same id, so that a receiver can leave out what it had before. */
  readonly digest: string;
  /** RFC 3339 in UTC. */
  readonly at: string;
  /** Commit that the object was compared with. */
  readonly revision: string;
  readonly policy: DriftPolicy;
  readonly healClass?: HealClass;
  readonly nextAction: string;
  readonly nextActionAt?: string;
}

/** A CloudEvent in structured mode. Source: CloudEvents 1.0.2, JSON event format. */
export interface DriftCloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: Readonly<Record<string, unknown>>;
}

/** Gives the message that tells a webhook about an object; values are those of the verdict, in which no secret stands. */
export function toDriftCloudEvent(told: ToldDrift): DriftCloudEvent {
  const { news, region, half, ref, verdict, record, digest, at, revision } = told;
  const { stage, apiVersion, kind, namespace, name } = ref;
  const { policy, healClass, nextAction, nextActionAt } = told;
  const cut = verdict.changes.length - MOST_CHANGES;
  return {
    specversion: '1.0',
    id: `${record}.${digest.slice(0, 16)}.${news}`,
    source: `/regions/${region}/${half}`,
    type: `dev.atoll.drift.${news}`,
    subject: nameObject(ref),
    time: at,
    datacontenttype: 'application/json',
    data: {
      region,
      half,
      stage,
      object: { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name },
      record,
      class: verdict.class,
      message: verdict.message,
      changes: verdict.changes.slice(0, MOST_CHANGES),
      ...(cut > 0 ? { changesLeftOut: cut } : {}),
      revision,
      policy,
      ...(healClass === undefined ? {} : { healClass }),
      nextAction,
      ...(nextActionAt === undefined ? {} : { nextActionAt }),
    },
  };
}
