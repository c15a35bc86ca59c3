import { isDeepStrictEqual } from 'node:util';
import { compareText } from '@atoll/core';
import type { Notice } from '@atoll/plan';
import type { Freeze } from '@atoll/synth';

/** Freezes of one side; undefined when a file of them is broken, which is told as a problem. */
type Freezes = readonly Freeze[] | undefined;

/** Gives a notice for each freeze that is new, changes, or is taken back: what it holds up no object of a region shows. */
export function listFreezeChanges(base: Freezes, head: Freezes): readonly Notice[] {
  if (base === undefined || head === undefined) return [];
  const before = new Map(base.map((freeze) => [freeze.name, freeze] as const));
  const after = new Map(head.map((freeze) => [freeze.name, freeze] as const));
  const names = [...new Set([...before.keys(), ...after.keys()])].sort(compareText);
  return names.flatMap((name): readonly Notice[] => {
    const text = renderChange(before.get(name), after.get(name));
    return text === undefined ? [] : [{ kind: 'freeze', text: `freeze ${name} ${text}` }];
  });
}

function renderChange(old: Freeze | undefined, fresh: Freeze | undefined): string | undefined {
  if (fresh === undefined) return old === undefined ? undefined : `is taken back: ${renderSpan(old)}`;
  if (old === undefined) return `is new: ${renderSpan(fresh)}`;
  if (isDeepStrictEqual(old, fresh)) return undefined;
  return `changes: ${renderSpan(fresh)}; before: ${renderSpan(old)}`;
}

function renderSpan({ regions, from, until, reason, file }: Freeze): string {
  const covered = regions === undefined ? 'all regions' : regions.join(', ');
  return `publishing is refused for ${covered} from ${from} until ${until}: ${reason} (${file})`;
}
