import { isRecord } from '../../fields/is-record.ts';
import { isNamedItem, readFieldName } from '../../fields/match-step.ts';
import { matchesPath, splitPath } from '../../rules/match-path.ts';

/** One operation of a JSON Patch (RFC 6902). */
export interface Removal {
  readonly op: 'remove';
  readonly path: string;
}

/** What takes fields away that somebody added. */
export interface RemovalPlan {
  /** In an order in which each leaves the others where they are. */
  readonly removals: readonly Removal[];
  /** Paths that the object does not have, or that do not name one place. */
  readonly unresolved: readonly string[];
}

/** A removal with its steps: names, or positions in lists. */
interface Located {
  readonly steps: readonly (string | number)[];
}

/**
 * Plans how fields are taken away from an object that nobody changes meanwhile.
 *
 * @param live the object as it is now; positions in lists are looked up in it
 * @param paths as in a DriftChange, such as `/spec/template/spec/containers[name=app]/env[name=A]`
 */
export function planRemovals(live: unknown, paths: readonly string[]): RemovalPlan {
  const outermost = paths.filter(
    (path) => !paths.some((other) => other !== path && matchesPath(other, path)),
  );
  const located: Located[] = [];
  const unresolved: string[] = [];
  for (const path of new Set(outermost)) {
    const steps = locate(live, splitPath(path));
    if (steps === undefined || steps.length === 0) unresolved.push(path);
    else located.push({ steps });
  }
  const removals = located.toSorted(byPositionFromTheEnd).map(({ steps }): Removal => {
    const path = steps.map((step) => `/${typeof step === 'number' ? step : escapePointer(step)}`).join('');
    return { op: 'remove', path };
  });
  return { removals, unresolved };
}

function locate(value: unknown, [step, ...rest]: readonly string[]): Located['steps'] | undefined {
  if (step === undefined) return [];
  const own = step.startsWith('[') ? findItem(value, step) : findField(value, step);
  if (own === undefined) return undefined;
  const below = locate((value as Readonly<Record<string | number, unknown>>)[own], rest);
  return below === undefined ? undefined : [own, ...below];
}

function findField(value: unknown, step: string): string | undefined {
  const name = readFieldName(step);
  return isRecord(value) && Object.hasOwn(value, name) ? name : undefined;
}

function findItem(value: unknown, step: string): number | undefined {
  if (!Array.isArray(value)) return undefined;
  const items: readonly unknown[] = value;
  if (/^\[\d+\]$/.test(step)) {
    const index = Number(step.slice(1, -1));
    return index < items.length ? index : undefined;
  }
  const matching = items.flatMap((item, index) => (isNamedItem(item, step) ? [index] : []));
  return matching.length === 1 ? matching[0] : undefined;
}

/** In one list the last item goes first, so that the others keep their positions. */
function byPositionFromTheEnd({ steps: a }: Located, { steps: b }: Located): number {
  const at = a.findIndex((step, index) => step !== b[index]);
  const [left, right] = [a[at], b[at]];
  if (typeof left === 'number' && typeof right === 'number') return right - left;
  return String(left) < String(right) ? -1 : 1;
}

function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
