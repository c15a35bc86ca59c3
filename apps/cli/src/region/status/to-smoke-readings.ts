import type { CloudSmokeFacts } from '@atoll/cloud';
import type { Reading, SmokeFacts, SmokeReading, SmokeReadings, StageFact } from '@atoll/region-status';
import { NOT_ASKED } from './not-asked.ts';
import type { OwnSmoke } from './read-own-cluster.ts';

/** From what smoke requirements are judged. */
export interface SmokeSources {
  /** What the status of managed resources tells. */
  readonly cloud: CloudSmokeFacts;
  readonly controlStages: Reading<readonly StageFact[]>;
  /** Undefined: the region's own cluster was not asked. */
  readonly own: { readonly [Name in keyof OwnSmoke]: SmokeReading<OwnSmoke[Name]> } | undefined;
}

/** The stage that reaches into the region's own cluster from the control cluster. */
const REACHING_STAGE = 'bootstrap';

/** What only something inside the region can see. */
const FROM_INSIDE = 'only the agent in the region can tell, and it has not';

/** Gives everything that is known, and of the rest why it is not. */
export function toSmokeReadings({ cloud, controlStages, own }: SmokeSources): SmokeReadings {
  const notAsked: SmokeReading<never> = { state: 'unknown', why: NOT_ASKED };
  return {
    subnetZones: fromCloud(cloud.subnetZones),
    database: fromCloud(cloud.database),
    latestRestorableTime: fromCloud(cloud.latestRestorableTime),
    controlPlaneLogs: fromCloud(cloud.controlPlaneLogs),
    keys: fromCloud(cloud.keys),
    apiServer: toApiServer(controlStages),
    nodes: own?.nodes ?? notAsked,
    storageClasses: own?.storageClasses ?? notAsked,
    imagePulls: own?.imagePulls ?? notAsked,
    lastKubernetesBackup: own?.lastKubernetesBackup ?? notAsked,
    dnsAnswers: { state: 'unknown', why: FROM_INSIDE },
    clockSkews: { state: 'unknown', why: FROM_INSIDE },
    quotas: { state: 'unknown', why: 'no cluster can see the quotas of the account' },
  };
}

function fromCloud<Value>(value: Value | undefined): SmokeReading<Value> {
  return value === undefined
    ? { state: 'unknown', why: 'the status of the managed resource does not tell it yet' }
    : { state: 'known', value };
}

function toApiServer(stages: Reading<readonly StageFact[]>): SmokeReading<SmokeFacts['apiServer']> {
  if (stages.state === 'stale') return { state: 'unknown', why: stages.why };
  const ready = stages.value.find(({ layer }) => layer === REACHING_STAGE)?.ready;
  if (ready === undefined)
    return { state: 'unknown', why: `Flux has not looked at stage ${REACHING_STAGE} yet` };
  const message = ready.message ?? ready.reason ?? '';
  return { state: 'known', value: { isReachable: ready.status === 'True', message } };
}
