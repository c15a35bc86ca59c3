import type { DesiredObject } from './desired-object.ts';

/** What a new commit of one stage changes. */
export interface DesiredChange {
  /** New objects, and those whose content changed. */
  readonly changed: readonly DesiredObject[];
  /** Objects that left Git. */
  readonly removed: readonly DesiredObject[];
}

/** Every object that Git wants of one half, by key and by stage. */
export interface DesiredIndex {
  get(key: string): DesiredObject | undefined;
  values(): IterableIterator<DesiredObject>;
  readonly size: number;
  listStage(kustomization: string): readonly DesiredObject[];
  /** Puts a stage's objects in the place of those that it had; one of another stage is taken over and told nowhere else. */
  replaceStage(kustomization: string, objects: readonly DesiredObject[]): DesiredChange;
}

/** Makes an empty index. */
export function createDesiredIndex(): DesiredIndex {
  const byKey = new Map<string, DesiredObject>();
  const stages = new Map<string, ReadonlySet<string>>();
  const listStage = (kustomization: string) =>
    [...(stages.get(kustomization) ?? [])].flatMap((key) => byKey.get(key) ?? []);
  return {
    get: (key) => byKey.get(key),
    values: () => byKey.values(),
    get size() {
      return byKey.size;
    },
    listStage,
    replaceStage(kustomization, objects) {
      const keys = new Set(objects.map(({ key }) => key));
      // An object that moves to another stage is that stage's: its old one must not call it removed.
      const removed = listStage(kustomization).filter(
        (object) => !keys.has(object.key) && object.kustomization === kustomization,
      );
      const changed = objects.filter((object) => byKey.get(object.key)?.blob !== object.blob);
      for (const { key } of removed) byKey.delete(key);
      for (const object of objects) byKey.set(object.key, object);
      stages.set(kustomization, keys);
      return { changed, removed };
    },
  };
}
