import { type CloudUsers, controlStages, regionStages, type StageCharts } from '@atoll/cloud';
import type { AccessGrantSpan, Region } from '@atoll/region-model';
import { App, Chart } from 'cdk8s';
import { addControlClusterGuard } from '../control-cluster-guard.ts';
import { addRegionGuard } from '../region-guard.ts';

/** An object of the guard, as it is rendered. */
export interface GuardObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** The guard of a region, by stage. */
export interface RenderedRegionGuard {
  readonly identity: readonly GuardObject[];
  readonly crds: readonly GuardObject[];
  readonly platform: readonly GuardObject[];
}

/** A grant that lets its holder through while it is live. */
export const exampleGrant: AccessGrantSpan = {
  id: 'inc-42',
  role: 'limited-administrator',
  person: 'alice@example.com',
  subject: {},
  from: '2026-11-21T12:00:00Z',
  until: '2026-11-21T14:00:00Z',
  phase: 'live',
  reason: 'the network is gone',
  ticket: 'INC-42',
  approvers: ['bob@example.com'],
};

/** Any session of a role, in the way AWS calls them. */
export const ROLE_SESSIONS = 'arn:aws:sts::444455556666:assumed-role/alice/*';

const users: CloudUsers = {
  system: ['cloud:*'],
  writersOf: ({ name }) => [`deployment/${name}/*`],
  usersOf: ({ person, id }) => ({ region: [`session/${id}`], control: [person, ROLE_SESSIONS] }),
};

/** Renders both halves of a region's guard, with a cloud that calls everybody simply. */
export function renderRegionGuard(name: string, grants: readonly AccessGrantSpan[]): RenderedRegionGuard {
  const app = new App();
  const toCharts = (half: string, stages: readonly string[]) =>
    Object.fromEntries(stages.map((stage) => [stage, new Chart(app, `${half}-${stage}`)]));
  const stages = {
    control: toCharts('control', controlStages),
    region: toCharts('region', regionStages),
  } as unknown as StageCharts;
  const deploy = { repository: 'a', regionRepository: 'a', secretName: 'atoll-deploy' };
  const region = { name, namespace: `region-${name}`, grants, deploy, agent: {} } as unknown as Region;
  addRegionGuard(stages, region, users);
  return {
    identity: stages.control.identity.toJson() as GuardObject[],
    crds: stages.region.crds.toJson() as GuardObject[],
    platform: stages.region.platform.toJson() as GuardObject[],
  };
}

/** Renders the guard of a control cluster, the policy first. */
export function renderClusterGuard(): readonly GuardObject[] {
  const app = new App();
  const charts = { policy: new Chart(app, 'policy'), guard: new Chart(app, 'guard') };
  addControlClusterGuard(charts, {
    accounts: ['flux-guard', 'flux-providers'],
    systemUsers: [...users.system, ...users.system],
    places: [],
  });
  return [charts.policy, charts.guard].flatMap((chart) => chart.toJson() as GuardObject[]);
}
