import type { NeededAction, RenderedObject } from '@atoll/cloud';
import { compareText } from '@atoll/core';
import type { RequestContext } from '@atoll/iam-policy';
import type { AwsRegion } from '../../aws-region.ts';
import { isGlobalKind } from '../../managed-resource.ts';
import { resourceKinds } from '../../resource-kinds.ts';
import { kindRows } from './kind-rows.ts';
import type { KindRow, ManagedView, ResourceVerb, Scene } from './kind-row.ts';
import { resourceVerbs } from './kind-row.ts';
import { isUnscoped } from './unscoped-actions.ts';

/** Short name of the role that provider-aws acts as. */
export const DEPLOYMENT = 'deployment';

/** Annotation that holds the name in AWS where it is not the object's own. */
const EXTERNAL_NAME = 'crossplane.io/external-name';

/** Actions that tag something, by service; their requests carry the tags. */
const TAGGING = /:(Tag|CreateTags|AddTags|ChangeTags|PutBucketTagging)/;

interface PlacedResource extends ManagedView {
  /** Verbs that its management policies allow Crossplane. */
  readonly verbs: readonly ResourceVerb[];
}

type Need = Omit<NeededAction, 'objects'> & { readonly object: string };

/**
 * Gives what the Deployment role is asked for by the rendered objects, verb by verb of their management policies.
 *
 * Nothing is deleted that is kept, and of what the owner made only reading is needed. Objects of other kinds need
 * nothing. Source: kind-rows.ts.
 */
export function listDeploymentNeeds(
  objects: readonly RenderedObject[],
  region: AwsRegion,
): readonly NeededAction[] {
  const resources = objects.flatMap(toResource);
  const scene: Scene = {
    region,
    find: (kind, name) => resources.find((resource) => resource.kind === kind && resource.name === name),
  };
  return join(resources.flatMap((resource) => listNeedsOf(resource, scene)));
}

/** Gives one need for each role, action, resource and request, with all its objects, sorted. */
export function join(needs: readonly Need[]): readonly NeededAction[] {
  const toKey = (need: Need) => JSON.stringify([need.role, need.action, need.resource, need.context]);
  return [...Map.groupBy(needs, toKey)]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, group]) => {
      const [{ object: _object, ...need }] = group as [Need];
      return { ...need, objects: [...new Set(group.map(({ object }) => object))].sort(compareText) };
    });
}

function toResource(object: RenderedObject): readonly PlacedResource[] {
  const kind = [...resourceKinds.keys()].find(
    (candidate) => candidate.apiVersion === object.apiVersion && candidate.kind === object.kind,
  );
  if (kind === undefined) return [];
  const { metadata } = object;
  const spec = (object.spec ?? {}) as {
    readonly forProvider?: ManagedView['forProvider'];
    readonly managementPolicies?: readonly string[];
  };
  return [
    {
      kind,
      name: metadata.name,
      cloudName: metadata.annotations?.[EXTERNAL_NAME] ?? metadata.name,
      forProvider: spec.forProvider ?? {},
      verbs: toVerbs(spec.managementPolicies ?? ['*']),
    },
  ];
}

function toVerbs(policies: readonly string[]): readonly ResourceVerb[] {
  if (policies.includes('*')) return resourceVerbs;
  return resourceVerbs.filter((verb) => policies.some((policy) => policy.toLowerCase() === verb));
}

function listNeedsOf(resource: PlacedResource, scene: Scene): readonly Need[] {
  const row = kindRows.get(resource.kind);
  if (row === undefined) return [];
  const object = `${resource.kind.kind} ${resource.name}`;
  const own = resource.verbs.flatMap((verb) => listOwn(row, resource, { verb, scene }));
  const extra = (row.needs?.(resource, scene) ?? [])
    .filter(({ verb }) => resource.verbs.includes(verb))
    .map(({ action, resource: arn, context = {}, source }) => ({ action, resource: arn, context, source }));
  return [...own, ...extra].map((need) => ({ role: DEPLOYMENT, ...need, object }));
}

function listOwn(
  row: KindRow,
  resource: PlacedResource,
  { verb, scene }: { readonly verb: ResourceVerb; readonly scene: Scene },
) {
  const names = row.actions[verb].split(' ').filter((name) => name !== '');
  return names.map((name) => {
    const action = `${row.service}:${name}`;
    return {
      action,
      resource: isUnscoped(action) ? '*' : row.arn(resource, scene),
      context: contextOf(action, resource, { row, verb, scene }),
      source: row.source,
    };
  });
}

/** What a request carries: the place, the tags that it gives, those that the resource has, and what the kind adds. */
function contextOf(
  action: string,
  resource: ManagedView,
  { row, verb, scene }: { readonly row: KindRow; readonly verb: ResourceVerb; readonly scene: Scene },
): RequestContext {
  const place = isGlobalKind(resource.kind) ? {} : { 'aws:RequestedRegion': scene.region.location };
  if (isUnscoped(action) && verb === 'observe') return place;
  const gives = verb === 'create' || TAGGING.test(action);
  return {
    ...place,
    ...(gives ? givenTags(resource) : {}),
    ...(verb === 'create' ? {} : toTagContext('aws:ResourceTag', tagsIn(resource))),
    ...(action === 'ec2:CreateTags' && verb === 'create' ? { 'ec2:CreateAction': createAction(row) } : {}),
    ...row.context?.(resource, scene),
  };
}

function givenTags(resource: ManagedView): RequestContext {
  const tags = tagsIn(resource);
  if (tags.length === 0) return {};
  return { ...toTagContext('aws:RequestTag', tags), 'aws:TagKeys': tags.map(([key]) => key) };
}

function tagsIn({ forProvider }: ManagedView): readonly (readonly [string, string])[] {
  return Object.entries((forProvider['tags'] ?? {}) as Readonly<Record<string, string>>);
}

function toTagContext(key: string, tags: readonly (readonly [string, string])[]): RequestContext {
  return Object.fromEntries(tags.map(([name, value]) => [`${key}/${name}`, value]));
}

/** The call that the tags come with is the first of a row. */
function createAction(row: KindRow): string {
  return row.actions.create.split(' ')[0] ?? '';
}
