/** Splits a path of a DriftChange into its steps: `/spec`, `/env`, `[name=A]`. Brackets in names are escaped. */
export function splitPath(path: string): readonly string[] {
  return path.match(/\/[^/[]*|\[[^\]]*\]/g) ?? [];
}

/**
 * Tells whether a pattern takes in a path: `/*` and `[*]` stand for one step each, and whatever lies below what the pattern
 * names is taken in, too. An item is named by its key, so the pattern follows it wherever it stands in its list.
 */
export function matchesPath(pattern: string, path: string): boolean {
  const [wanted, steps] = [splitPath(pattern), splitPath(path)];
  return wanted.length <= steps.length && wanted.every((step, at) => matchesStep(step, steps[at] ?? ''));
}

function matchesStep(pattern: string, step: string): boolean {
  if (pattern === '/*') return step.startsWith('/');
  if (pattern === '[*]') return step.startsWith('[');
  return pattern === step;
}
