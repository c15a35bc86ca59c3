/** A stage that loses more than this part at once is not believed without a person's word; ours. */
const MOST_LOST = 0.5;

/** Below this many objects a part says nothing. */
const FEW = 4;

/**
 * Tells whether a set of wanted objects has shrunk so much that it is more likely a mistake than meant: to nothing, or by
 * more than half. What is not believed is never taken for "delete the rest".
 */
export function isSuspiciousShrink(before: number, after: number): boolean {
  if (before === 0) return false;
  return after === 0 || (before >= FEW && (before - after) / before > MOST_LOST);
}
