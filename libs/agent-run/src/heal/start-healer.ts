import type { ClusterWatch, LeaderElection } from '@atoll/kube';
import type { DetectionParts } from '../agent-parts.ts';
import type { AgentAudit } from '../audit/agent-audit.ts';
import { toHealEntry } from './to-heal-entry.ts';
import type { AgentOptions } from '../options/agent-options.ts';
import type { RecordKeeper } from '../report/record-keeper.ts';
import type { WebhookTeller } from '../report/webhooks/webhook-teller.ts';
import { actOnObject } from './act-on-object.ts';
import { createFences } from './fences.ts';
import { createHalfHealing } from './half-healing.ts';
import { createHealer, type Healer } from './healer.ts';
import { toNextStep } from './to-next-step.ts';

/** What the healer of an agent is made of. */
export interface HealerSources {
  readonly options: Pick<AgentOptions, 'access' | 'identity'>;
  readonly parts: DetectionParts;
  readonly watch: ClusterWatch;
  readonly election: LeaderElection;
  readonly keeper: RecordKeeper;
  readonly webhooks: Pick<WebhookTeller, 'tell'>;
  readonly audit: Pick<AgentAudit, 'record'>;
}

/** Makes the healer of an agent that stands for leader. */
export function startHealer(sources: HealerSources): Healer {
  const { options, parts, watch, election, keeper, webhooks, audit } = sources;
  const { store, halves, kinds, comparer, looks, requests, clock, metrics, log } = parts;
  const fences = createFences({ parts, watch, election });
  const mayHeal = options.access === 'remediating';
  return createHealer({
    store,
    keeper,
    halves: createHalfHealing(halves, { mayHeal, log }),
    isLeader: () => election.isLeader(),
    readFences: (object) => fences.read(object),
    isSuspended: (object) => fences.isSuspended(object),
    resourceOf: ({ ref }) => kinds.find(ref.apiVersion, ref.kind),
    acceptUid: (key, uid) => {
      comparer.acceptUid(key, uid);
      looks.add(key);
    },
    // Rows of a cloud would say more; without them its fields interrupt, and what is gone held data.
    facts: [],
    onDecided: (stored, result, wasDrifted) => {
      const { decision, isQuiet } = result;
      const record = keeper.nameOf(stored) ?? '';
      const isFight = decision.action === 'none' && decision.code === 'fight';
      webhooks.tell({ stored, step: toNextStep(result), isFight, isQuiet, wasDrifted, record });
    },
    prepare: (object) => fences.recordCommit(object),
    async act(target) {
      const leadsFor = (ms: number) => election.isLeaderFor(ms);
      const outcome = await actOnObject({ requests, clock, leadsFor }, target);
      const { region, half } = target.object;
      const record = keeper.nameOf(target.stored) ?? '';
      audit.record({ region, half }, toHealEntry(target, outcome, { identity: options.identity, record }));
      return outcome;
    },
    clock,
    metrics,
    log,
  });
}
