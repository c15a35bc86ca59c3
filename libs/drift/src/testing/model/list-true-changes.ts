import { compareText } from '@atoll/core';
import { toTreePath, type TreeStep } from '../schema-tree.ts';
import type { ModelObject, SlotValues } from './model-object.ts';
import { modelSlots } from './model-slots.ts';

/** Gives the paths at which an object is not as wanted, as the model knows it, which needs no reading of managed fields. */
export function listTrueChanges({ values, owners }: ModelObject, wanted: SlotValues): readonly string[] {
  const paths = modelSlots.flatMap(({ steps, isOfficial }, slot) => {
    const isThere = values.has(slot);
    if (wanted.has(slot)) {
      const isSame = JSON.stringify(values.get(slot)) === JSON.stringify(wanted.get(slot));
      return isSame ? [] : [toTreePath(isThere ? steps : toItem(steps))];
    }
    const writers = owners.filter(({ owned }) => owned.has(`value:${slot}`));
    const isForeign = writers.some(
      ({ manager }) => !(isOfficial === true && manager === 'kube-controller-manager'),
    );
    return isThere && isForeign ? [toTreePath(toItem(steps))] : [];
  });
  return paths.sort(compareText);
}

/** An item that is there for one side alone is told as a whole. */
function toItem(steps: readonly TreeStep[]): readonly TreeStep[] {
  const at = steps.findIndex((step) => 'item' in step);
  return at === -1 ? steps : steps.slice(0, at + 1);
}
