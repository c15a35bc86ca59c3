import { type HealClass, healClasses } from '@atoll/agent-model';

/** What healing the drifted objects of each stage costs: Flux heals all of a stage in one go. */
export interface StageCosts {
  /** undefined: there is nothing to heal. */
  set(stage: string, key: string, cost: HealClass | undefined): void;
  /** Dearest among the other objects of the stage; undefined: there are none. */
  ofOthers(stage: string, key: string): HealClass | undefined;
}

/** Makes an empty index. */
export function createStageCosts(): StageCosts {
  const byStage = new Map<string, Map<string, HealClass>>();
  return {
    set(stage, key, cost) {
      const costs = byStage.get(stage) ?? new Map<string, HealClass>();
      if (cost === undefined) costs.delete(key);
      else costs.set(key, cost);
      byStage.set(stage, costs);
    },
    ofOthers(stage, key) {
      const others = [...(byStage.get(stage) ?? [])].filter(([other]) => other !== key);
      return others.reduce<HealClass | undefined>(
        (dearest, [, cost]) =>
          dearest === undefined || healClasses.indexOf(cost) > healClasses.indexOf(dearest) ? cost : dearest,
        undefined,
      );
    },
  };
}
