/**
 * Renders a field path: `spec.subnets[2].tags["a/b"]`.
 *
 * @param keys property names (text) and list positions (numbers), outermost first
 */
export function renderPath(keys: readonly (string | number)[]): string {
  let path = '';
  for (const key of keys) {
    if (typeof key === 'number') {
      path += `[${key}]`;
    } else if (/^[A-Za-z_$][A-Za-z0-9_$]*$/.test(key)) {
      path += path === '' ? key : `.${key}`;
    } else {
      path += `[${JSON.stringify(key)}]`;
    }
  }
  return path;
}
