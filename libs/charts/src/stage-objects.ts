import { compareText } from '@atoll/core';
import type { KindDefinition, SchemaSet } from '@atoll/typed-object';
import { ApiObject, type Chart } from 'cdk8s';

/** The kinds that stand in a chart, by namespace; `undefined` holds the cluster-scoped ones. */
export type KindsByNamespace = ReadonlyMap<string | undefined, readonly KindDefinition<unknown>[]>;

/** An object of a chart: its kind, namespace if it has one, and name. */
export interface PlacedObject {
  readonly kind: KindDefinition<unknown>;
  readonly namespace: string | undefined;
  readonly name: string;
}

/** Gives the definition of a rendered object's kind. */
export interface KindIndex {
  find(apiVersion: string, kind: string): KindDefinition<unknown>;
  /** Gives all kinds of an API group, sorted by plural. */
  listGroup(group: string): readonly KindDefinition<unknown>[];
}

/** Makes an index over all kinds that may be rendered. */
export function indexKinds(sets: readonly SchemaSet[]): KindIndex {
  const byKey = new Map(
    sets.flatMap((set) => set.kinds.map((kind) => [`${kind.apiVersion}/${kind.kind}`, kind] as const)),
  );
  return {
    find(apiVersion, kind) {
      const found = byKey.get(`${apiVersion}/${kind}`);
      if (found === undefined)
        throw new RangeError(`no schema for ${kind} of ${apiVersion}: add it to tools/schemas/kinds.json`);
      return found;
    },
    listGroup: (group) => sortKinds([...byKey.values()].filter((kind) => kind.group === group)),
  };
}

/** Gives the API objects of a chart, in the order in which they were added. */
export function objectsOf(chart: Chart): readonly ApiObject[] {
  return chart.node.findAll().filter((construct) => ApiObject.isApiObject(construct)) as ApiObject[];
}

/** Gives each API object of a chart with its kind and place, in the order in which they were added. */
export function listObjects(chart: Chart, index: KindIndex): readonly PlacedObject[] {
  return objectsOf(chart).map((object) => {
    const kind = index.find(object.apiVersion, object.kind);
    return { kind, namespace: kind.namespaced ? object.metadata.namespace : undefined, name: object.name };
  });
}

/** Gives the kinds in a chart by namespace, each once, sorted by group and plural. */
export function listKinds(chart: Chart, index: KindIndex): KindsByNamespace {
  const found = new Map<string | undefined, Map<string, KindDefinition<unknown>>>();
  for (const object of objectsOf(chart)) {
    const kind = index.find(object.apiVersion, object.kind);
    const namespace = kind.namespaced ? object.metadata.namespace : undefined;
    const kinds = found.get(namespace) ?? new Map<string, KindDefinition<unknown>>();
    found.set(namespace, kinds.set(`${kind.group}/${kind.plural}`, kind));
  }
  return new Map([...found].map(([namespace, kinds]) => [namespace, sortKinds([...kinds.values()])]));
}

function sortKinds(kinds: KindDefinition<unknown>[]): KindDefinition<unknown>[] {
  return kinds.sort((a, b) => compareText(a.group, b.group) || compareText(a.plural, b.plural));
}
