import type { CloudPlanning, RenderedObject } from '@atoll/cloud';
import type { FleetRest, PlacedObject, PlanOccasion, PlanRest, RegionSide } from '../fleet-side.ts';
import { createFleetPlanner } from '../fleet-planner.ts';
import type { Plan } from '../plan.ts';

/** A cloud in which buckets hold data, roles hold permissions, `size` restarts and `place` is set once. */
export const planning: CloudPlanning = {
  lossOf: ({ kind, metadata }) => (kind === 'Bucket' ? `the bucket ${metadata.name}` : undefined),
  judgeChange: ({ path }) => {
    if (path === 'spec.place') return { effect: 'refused', reason: 'it is set once', source: 'test' };
    if (path !== 'spec.size') return undefined;
    return { effect: 'disruptive', reason: 'it restarts', source: 'test', heedsWindow: true };
  },
  judgeDeletion: () => undefined,
  listExposure: (objects) =>
    objects
      .filter(({ kind }) => kind === 'Door')
      .map(({ metadata }) => ({ id: metadata.name, what: `the door ${metadata.name}`, reach: 'internet' })),
  listCosts: (objects) =>
    objects
      .filter(({ kind }) => kind === 'Bucket')
      .map(({ metadata }) => ({
        id: metadata.name,
        what: metadata.name,
        monthly: { low: 10, high: 20 },
        source: 'a list of 2026',
      })),
  listPermissions: (objects) =>
    objects.flatMap(({ kind, metadata, spec }) => {
      if (kind !== 'Role') return [];
      const { actions, denied } = spec as Readonly<Record<'actions' | 'denied', readonly string[]>>;
      const statements = [
        { effect: 'Allow' as const, actions, scope: '*' },
        { effect: 'Deny' as const, actions: denied, scope: '*' },
      ];
      return [{ holder: `role ${metadata.name}`, trust: [], statements }];
    }),
};

/** Gives a managed resource in the stage `store` of a region. */
export function toPlaced(region: string, kind: string, spec: object, name: string = 'one'): PlacedObject {
  return place(`control-plane/${region}/store`, {
    apiVersion: 'x.test.m.upbound.io/v1',
    kind,
    metadata: { name, namespace: `region-${region}` },
    spec,
  });
}

/** Gives an object at its place in a folder. */
export function place(folder: string, object: RenderedObject): PlacedObject {
  const { name, namespace = '_' } = object.metadata;
  return { path: `${folder}/${namespace}.${object.kind.toLowerCase()}.${name}.yaml`, object };
}

/** Gives a region of some objects. */
export function toRegionSide(
  name: string,
  objects: readonly PlacedObject[],
  more: Partial<RegionSide> = {},
): RegionSide {
  return {
    name,
    cloud: 'test',
    account: '1',
    location: 'here',
    cidr: '10.0.0.0/16',
    controlCluster: 'main',
    window: { day: 'sun', start: '03:00', minutes: 60 },
    objects,
    waits: [],
    needs: [],
    ownerTasks: [],
    notices: [],
    ...more,
  };
}

/** A whole side. */
export interface FleetSide extends FleetRest {
  readonly regions: readonly RegionSide[];
}

/** Gives a side of some regions. */
export function toSide(regions: readonly RegionSide[], more: Partial<FleetSide> = {}): FleetSide {
  return { regions, clusters: [], broken: [], problems: [], ...more };
}

/** Plans a change at noon on a Saturday, outside of every window. */
export function planSides(
  base: FleetSide,
  head: FleetSide,
  more: Partial<PlanOccasion & PlanRest> = {},
): Plan {
  const planner = createFleetPlanner({
    revision: { revision: 'HEAD', commit: '0123456789abcdef0123456789abcdef01234567', why: 'a test' },
    at: new Date('2026-11-21T12:00:00Z'),
    planningOf: () => planning,
    ...more,
  });
  const names = new Set([...base.regions, ...head.regions].map(({ name }) => name));
  for (const name of names) {
    const [left, right] = [base, head].map(({ regions }) => regions.find((region) => region.name === name));
    planner.addRegion({ base: left, head: right });
  }
  return planner.finish({ base, head, untouched: 0, notices: [], lapses: [], ...more });
}
