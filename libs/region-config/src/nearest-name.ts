/** Two names are near when at most this share of the longer one, or one character, has to be changed. */
const NEAR_SHARE = 0.3;

/** Most edits between near names, however long they are. */
const NEAR_EDITS = 3;

/** Longer names are not compared: the work grows with the square of the length. */
const MAX_COMPARED = 64;

/** Gives the known name that was most likely meant, the first of several; undefined when none is near. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (name.length > MAX_COMPARED) return undefined;
  const wanted = fold(name);
  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const edits = countEdits(wanted, fold(candidate));
    const share = Math.floor(Math.max(wanted.length, candidate.length) * NEAR_SHARE);
    const allowed = Math.min(NEAR_EDITS, Math.max(1, share));
    if (edits <= allowed && edits < least) {
      nearest = candidate;
      least = edits;
    }
  }
  return nearest;
}

/**
 * Counts the inserted, deleted, replaced and swapped characters between two texts.
 *
 * The optimal string alignment form of the Damerau-Levenshtein distance: no part is edited twice.
 */
export function countEdits(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(
        Math.min(
          at(previous, column) + 1,
          at(current, column - 1) + 1,
          at(previous, column - 1) + (same ? 0 : 1),
          swapped ? at(beforePrevious, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    beforePrevious = previous;
    previous = current;
  }
  return at(previous, b.length);
}

/** Case and word separators are the usual slips: `kubernetes_version` is `kubernetesVersion`. */
function fold(name: string): string {
  return name.toLowerCase().replace(/[-_\s]/g, '');
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
