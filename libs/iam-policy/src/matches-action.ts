import { ignoreCase, matchesPattern, toPattern } from './pattern.ts';

/** Tells whether an action fits a pattern of Action or NotAction, such as `ec2:Describe*`; case does not count. */
export function matchesAction(action: string, pattern: string): boolean {
  const [name, lower] = [action.toLowerCase(), pattern.toLowerCase()];
  const head = lower.slice(0, -1);
  // Nearly all patterns are whole names or beginnings of names; a policy has hundreds of them.
  if (!/[*?]/.test(head)) return lower.endsWith('*') ? name.startsWith(head) : matchesEnd(name, head, lower);
  return matchesPattern(name, ignoreCase(toPattern(pattern)));
}

function matchesEnd(name: string, head: string, pattern: string): boolean {
  return pattern.endsWith('?') ? name.length === pattern.length && name.startsWith(head) : name === pattern;
}
