/** Gives a number with its noun, such as `1 region` or `3 regions`. */
export function renderCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
