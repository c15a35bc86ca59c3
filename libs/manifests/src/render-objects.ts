import { ApiObject, type Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

import { isRecord } from './is-record.ts';
import { ManifestError, type ManifestProblem } from './manifest-error.ts';
import { type ManifestIdentity, parseIdentity } from './manifest-identity.ts';
import { fileNameOf } from './manifest-path.ts';

/** One stage: the objects of the chart are written to the folder, one file each. */
export interface StageChart {
  /** Path with `/` and neither first nor last slash, such as `control-plane/aws-us-east-1/network`. */
  readonly folder: string;
  readonly chart: Chart;
}

/** A problem with the file, or the construct where there is no file yet, that it is about. */
export interface PlacedProblem extends ManifestProblem {
  readonly place: string;
}

export interface RenderedObject {
  readonly path: string;
  readonly object: Readonly<Record<string, unknown>>;
}

export interface RenderedObjects {
  readonly objects: readonly RenderedObject[];
  /** Objects whose place or identity is taken; there is a problem for each. */
  readonly twins: readonly RenderedObject[];
  readonly problems: readonly PlacedProblem[];
}

interface Walk extends RenderedObjects {
  readonly objects: RenderedObject[];
  readonly twins: RenderedObject[];
  readonly problems: PlacedProblem[];
  /** Construct path by file path. */
  readonly owners: Map<string, string>;
  /** File and construct path by identity. */
  readonly identities: Map<string, string>;
}

/** Gives every object of the charts in the order of creation, and everything wrong with its construct, name or place. */
export function renderObjects(charts: readonly StageChart[]): RenderedObjects {
  const walk: Walk = { objects: [], twins: [], problems: [], owners: new Map(), identities: new Map() };
  for (const { folder, chart } of charts) {
    for (const construct of chart.node.findAll()) {
      visitConstruct(construct, folder, walk);
    }
  }

  return walk;
}

function visitConstruct(construct: IConstruct, folder: string, walk: Walk): void {
  const place = placeOf(construct, folder);
  for (const message of construct.node.validate()) {
    walk.problems.push({ place, path: '', rule: 'ERR_MANIFEST_CONSTRUCT', message });
  }
  if (!ApiObject.isApiObject(construct)) {
    return;
  }
  if (hasGeneratedName(construct)) {
    walk.problems.push({
      place,
      path: 'metadata.name',
      rule: 'ERR_MANIFEST_GENERATED_NAME',
      message: `${construct.kind} is named "${construct.name}" after its place in the code, so moving the code would replace the object: give metadata.name`,
    });

    return;
  }
  const object = renderObject(construct, place, walk);
  if (object !== undefined) {
    placeObject(object, { construct, folder }, walk);
  }
}

/**
 * Asks what the constructor was given: a generated name cannot be told from a given one by its form, since a
 * chart may generate names without a hash. cdk8s keeps the field private; without it every name counts as
 * generated, which no test survives.
 */
function hasGeneratedName(construct: ApiObject): boolean {
  const props: unknown = construct['props'];
  const metadata = isRecord(props) ? props.metadata : undefined;

  return !isRecord(metadata) || metadata.name === undefined;
}

function renderObject(construct: ApiObject, place: string, walk: Walk): RenderedObject['object'] | undefined {
  try {
    const object: unknown = construct.toJson();
    if (isRecord(object)) {
      return object;
    }
    throw new TypeError(`toJson() gave ${JSON.stringify(object)}, not an object`);
  } catch (error) {
    walk.problems.push({ place, path: '', rule: 'ERR_MANIFEST_CONSTRUCT', message: messageOf(error) });

    return undefined;
  }
}

function placeObject(
  object: RenderedObject['object'],
  { construct, folder }: { readonly construct: ApiObject; readonly folder: string },
  walk: Walk,
): void {
  const named = nameObject(object);
  if (named instanceof ManifestError) {
    const place = placeOf(construct, folder);
    walk.problems.push({ place, path: '', rule: named.code, message: named.message });

    return;
  }
  const path = `${folder}/${named.fileName}`;
  const isFirstThere = isFirst(named.identity, { path, at: construct.node.path }, walk);
  (isFirstThere ? walk.objects : walk.twins).push({ path, object });
}

function nameObject(
  object: RenderedObject['object'],
): ManifestError | { readonly identity: ManifestIdentity; readonly fileName: string } {
  try {
    const identity = parseIdentity(object);

    return { identity, fileName: fileNameOf(identity) };
  } catch (error) {
    if (error instanceof ManifestError) {
      return error;
    }
    throw error;
  }
}

function isFirst(
  identity: ManifestIdentity,
  { path, at }: { readonly path: string; readonly at: string },
  walk: Walk,
): boolean {
  const key = `${identity.group}|${identity.kind}|${identity.namespace ?? ''}|${identity.name}`;
  const twin = walk.identities.get(key);
  const neighbour = walk.owners.get(path);
  if (twin !== undefined) {
    const message = `construct ${at} renders the object that ${twin} renders already; an object has one owner: remove one of them`;
    walk.problems.push({ place: path, path: '', rule: 'ERR_MANIFEST_DUPLICATE', message });
  } else if (neighbour !== undefined) {
    const message = `constructs ${neighbour} and ${at} render different objects to one path (kinds of two API groups): move one to another stage or rename it`;
    walk.problems.push({ place: path, path: '', rule: 'ERR_MANIFEST_COLLISION', message });
  } else {
    walk.identities.set(key, `construct ${at} in ${path}`);
    walk.owners.set(path, at);

    return true;
  }

  return false;
}

/** Where a construct without a file stands. */
function placeOf(construct: IConstruct, folder: string): string {
  return `${folder} (construct ${construct.node.path})`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
