/** Gives by how much the middle of the last quarter lies above that of the second: what came before is warming up. */
export function growthOf(values: readonly number[]): number {
  const quarter = Math.floor(values.length / 4);
  return middleOf(values.slice(-quarter)) - middleOf(values.slice(quarter, 2 * quarter));
}

function middleOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
