import { controlStages, type RenderedObject, regionStages, type Risk } from '@atoll/cloud';
import { compareText } from '@atoll/core';
import { type DeletionPlace, explainDeletion } from './deletion.ts';
import type { PlacedObject } from './fleet-side.ts';
import { isManagedResource, kindKeyOf } from './managed-resource.ts';
import { type Judge, planFields } from './plan-fields.ts';
import type { FieldChange, ObjectPlan, StagePlan } from './plan.ts';
import { findUnpruned } from './pruning.ts';
import { worstRisk } from './risk.ts';

/** Gives the changed objects of one region or control cluster, by stage, in the order in which stages become real. */
export function planStages(
  base: readonly PlacedObject[],
  head: readonly PlacedObject[],
  judge: Judge,
): readonly StagePlan[] {
  const objects = planObjects(base, head, judge);
  const byFolder = Map.groupBy(objects, ({ path }) => folderOf(path));
  return [...byFolder]
    .sort(([a], [b]) => rankOf(a) - rankOf(b) || compareText(a, b))
    .map(([folder, changed]) => ({ folder, objects: changed.sort((a, b) => compareText(a.path, b.path)) }));
}

/** The control half comes first; folders that are no stage of a region stand in front of all. */
function rankOf(folder: string): number {
  const [half, , stage = ''] = folder.split('/');
  return half === 'regions'
    ? controlStages.length + regionStages.findIndex((name) => name === stage)
    : controlStages.findIndex((name) => name === stage);
}

function planObjects(
  base: readonly PlacedObject[],
  head: readonly PlacedObject[],
  judge: Judge,
): readonly ObjectPlan[] {
  const before = new Map(base.map((placed) => [identityOf(placed), placed] as const));
  const after = new Map(head.map((placed) => [identityOf(placed), placed] as const));
  const gone = base.filter((placed) => !after.has(identityOf(placed)));
  const staysBehind = findUnpruned(base, head);
  return [
    ...gone.map((placed) => {
      const place = { planning: judge.planning, staysBehind: staysBehind(placed) };
      return planDeletion(placed, place);
    }),
    ...head.flatMap((placed) => {
      const old = before.get(identityOf(placed));
      if (old === undefined)
        return [toObjectPlan(placed, { action: 'create', risk: 'safe', reasons: [], fields: [] })];
      return planChange(old, placed, judge);
    }),
  ];
}

function planDeletion(placed: PlacedObject, place: DeletionPlace): ObjectPlan {
  const { risk, reasons, loss } = explainDeletion(placed.object, place);
  const outcome = { action: 'delete' as const, risk, reasons, fields: [] };
  return toObjectPlan(placed, loss === undefined ? outcome : { ...outcome, loss });
}

function planChange(old: PlacedObject, placed: PlacedObject, judge: Judge): readonly ObjectPlan[] {
  const fields = planFields({ before: old.object, after: placed.object }, judge);
  const isMoved = folderOf(old.path) !== folderOf(placed.path);
  if (fields.length === 0 && !isMoved) return [];
  const moved: readonly string[] = isMoved
    ? [`it moves from ${folderOf(old.path)}: the old stage may delete it before the new one applies it again`]
    : [];
  const plan = toObjectPlan(placed, {
    action: 'change',
    risk: worstRisk([...fields.map(riskOf), isMoved ? 'disruptive' : 'safe']),
    reasons: [...new Set([...moved, ...fields.flatMap(({ verdict }) => verdict?.reason ?? [])])],
    fields,
  });
  return [isMoved ? { ...plan, movedFrom: folderOf(old.path) } : plan];
}

/** A refused change leaves the resource apart from its manifest, until somebody looks at it. */
function riskOf({ verdict }: FieldChange): Risk {
  if (verdict === undefined) return 'safe';
  return verdict.effect === 'refused' ? 'disruptive' : verdict.effect;
}

type Outcome = Pick<ObjectPlan, 'action' | 'risk' | 'reasons' | 'fields' | 'loss'>;

function toObjectPlan({ path, object }: PlacedObject, outcome: Outcome): ObjectPlan {
  const { apiVersion, kind, metadata } = object;
  return {
    path,
    apiVersion,
    kind,
    name: metadata.name,
    ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
    isManaged: isManagedResource(object),
    ...outcome,
  };
}

/** Both halves of a region are applied to different clusters, so an object of one is never that of the other. */
function identityOf({ path, object }: PlacedObject): string {
  const { name, namespace = '' } = (object as RenderedObject).metadata;
  return `${path.split('/')[0]} ${kindKeyOf(object)} ${namespace} ${name}`;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
