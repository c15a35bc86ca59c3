/** Seconds of the units in which a span is told, the largest first. */
const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** Gives a span in the largest unit of which there are two, such as `119 min`; a part of a unit is left out. */
export function renderSpan(seconds: number): string {
  const [unit, size] = UNITS.find(([, length]) => seconds >= 2 * length) ?? ['s', 1];
  return `${Math.floor(seconds / size)} ${unit}`;
}
