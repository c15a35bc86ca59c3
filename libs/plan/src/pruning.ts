import type { PlacedObject } from './fleet-side.ts';
import { isJsonObject } from './json-value.ts';
import { kindKeyOf } from './managed-resource.ts';

/** Annotation by which one object is never pruned, whatever its Kustomization says. */
const PRUNE_ANNOTATION = 'kustomize.toolkit.fluxcd.io/prune';

/** Tells of an object that Git no longer describes whether Flux leaves it where it is. */
export type StaysBehind = (placed: PlacedObject) => boolean;

/**
 * Gives what Flux never prunes, by the rendered Kustomizations.
 *
 * The new side's Kustomization of a folder counts; where the stage goes as a whole, the old one that applied it.
 */
export function findUnpruned(base: readonly PlacedObject[], head: readonly PlacedObject[]): StaysBehind {
  const prunes = new Map([...listFolders(base), ...listFolders(head)]);
  return ({ path, object }) =>
    prunes.get(path.slice(0, path.lastIndexOf('/'))) === false ||
    object.metadata.annotations?.[PRUNE_ANNOTATION] === 'disabled';
}

/** Folders that are applied, each with whether what vanishes from it is deleted. */
function listFolders(objects: readonly PlacedObject[]): readonly (readonly [string, boolean])[] {
  return objects.flatMap(({ object }) => {
    const { spec } = object;
    if (kindKeyOf(object) !== 'kustomize.toolkit.fluxcd.io Kustomization' || !isJsonObject(spec)) return [];
    const { path } = spec;
    return typeof path === 'string' ? [[path.replace(/^\.\//, ''), spec['prune'] !== false] as const] : [];
  });
}
