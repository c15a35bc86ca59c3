import { ARN_SEGMENTS, keepWithinSegments, matchesPattern, type Pattern, toSegments } from './pattern.ts';

/** Tells whether a resource fits a pattern of Resource or NotResource; ARNs are compared with case. */
export function matchesResource(resource: string, pattern: Pattern): boolean {
  // `*` alone is what most statements have.
  if (pattern.length === 1 && matchesPattern('', pattern)) return true;
  return matchesPattern(resource, keepWithinSegments(pattern));
}

/**
 * Tells whether an ARN fits a pattern as ArnLike and ArnEquals compare: each of the six parts by itself.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", Amazon Resource Name (ARN) condition operators.
 */
export function matchesArn(arn: string, pattern: Pattern): boolean {
  const wanted = toSegments(pattern);
  const actual = toSegments(Array.from(arn));
  if (wanted.length === 1) return matchesPattern(arn, pattern);
  if (wanted.length < ARN_SEGMENTS || actual.length < ARN_SEGMENTS) return false;
  return wanted.every((segment, index) => matchesPattern((actual[index] ?? []).join(''), segment));
}
