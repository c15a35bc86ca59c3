/** Any characters, none included. */
const ANY = Symbol('*');

/** Any characters but a colon, none included. */
const ANY_WITHIN = Symbol('* within a segment');

/** Exactly one character. */
const ONE = Symbol('?');

/** A text with wildcards, character by character; what came from a variable or an escape is literal. */
export type Pattern = readonly (string | symbol)[];

/** Gives the pattern of a text in which `*` and `?` are wildcards. */
export function toPattern(text: string): Pattern {
  return Array.from(text, toToken);
}

/** Gives the pattern of a text in which nothing is a wildcard. */
export function toLiteral(text: string): Pattern {
  return Array.from(text);
}

/**
 * Gives a pattern in which a `*` inside one of the first five segments of an ARN stays inside.
 *
 * A `*` that ends a segment goes beyond its colon. Source: IAM User Guide, "IAM JSON policy elements: Resource",
 * "Using wildcards in resource ARNs".
 */
export function keepWithinSegments(pattern: Pattern): Pattern {
  const sixth = findSixthSegment(pattern);
  return pattern.map((token, index) => {
    const next = pattern[index + 1];
    const endsSegment = next === undefined || next === ':' || next === ANY;
    return token === ANY && !endsSegment && index < sixth ? ANY_WITHIN : token;
  });
}

/** Gives the pattern in lower case, for comparing without case. */
export function ignoreCase(pattern: Pattern): Pattern {
  return pattern.map((token) => (typeof token === 'string' ? token.toLowerCase() : token));
}

/** Cuts a pattern at its first five colons, as an ARN has them; fewer parts where there are fewer colons. */
export function toSegments(pattern: Pattern): readonly Pattern[] {
  const segments: (string | symbol)[][] = [[]];
  for (const token of pattern) {
    if (token === ':' && segments.length < ARN_SEGMENTS) segments.push([]);
    else segments.at(-1)?.push(token);
  }
  return segments;
}

/** Parts of an ARN: `arn`, partition, service, region, account, resource. */
export const ARN_SEGMENTS = 6;

/** Tells whether a text fits a pattern; time grows with the product of the lengths, whatever the pattern. */
export function matchesPattern(text: string, pattern: Pattern): boolean {
  let reached = skipStars(new Set([0]), pattern);
  for (const character of text) {
    reached = skipStars(step(reached, pattern, character), pattern);
    if (reached.size === 0) return false;
  }
  return reached.has(pattern.length);
}

function toToken(character: string): string | symbol {
  if (character === '*') return ANY;
  return character === '?' ? ONE : character;
}

function findSixthSegment(pattern: Pattern): number {
  const colons = pattern.flatMap((token, index) => (token === ':' ? [index] : []));
  return colons[ARN_SEGMENTS - 2] ?? pattern.length;
}

/** Gives the places in the pattern that are reached by one more character. */
function step(reached: ReadonlySet<number>, pattern: Pattern, character: string): Set<number> {
  const next = new Set<number>();
  for (const place of reached) {
    const token = pattern[place];
    if (token === ANY || (token === ANY_WITHIN && character !== ':')) next.add(place);
    else if (token === ONE || token === character) next.add(place + 1);
  }
  return next;
}

/** Adds the places behind stars, which also stand for nothing. */
function skipStars(reached: Set<number>, pattern: Pattern): Set<number> {
  for (const place of reached) {
    const token = pattern[place];
    if (token === ANY || token === ANY_WITHIN) reached.add(place + 1);
  }
  return reached;
}
