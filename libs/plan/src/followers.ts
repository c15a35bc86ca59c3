import type { PlacedObject } from './fleet-side.ts';
import { kindKeyOf } from './managed-resource.ts';

/** What follows a branch: it reconciles once more when the branch moves. */
export interface Followers {
  readonly kustomizations: number;
  readonly gitRepositories: number;
}

/** Counts what of some objects follows the branch that they stand on. */
export function countFollowers(objects: readonly PlacedObject[]): Followers {
  const count = (kind: string) => objects.filter(({ object }) => kindKeyOf(object) === kind).length;
  return {
    kustomizations: count('kustomize.toolkit.fluxcd.io Kustomization'),
    gitRepositories: count('source.toolkit.fluxcd.io GitRepository'),
  };
}
