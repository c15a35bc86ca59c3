import { describe, expect, it } from 'vitest';

import { renderPath } from './render-path.ts';

describe(renderPath, () => {
  it.each([
    [[], ''],
    [['spec', 'a'], 'spec.a'],
    [['spec', 'subnets', 2, 'cidr'], 'spec.subnets[2].cidr'],
    [['metadata', 'labels', 'a.b/c'], 'metadata.labels["a.b/c"]'],
    [['with space'], '["with space"]'],
  ])('renders %j as %s', (keys, path) => {
    expect(renderPath(keys)).toBe(path);
  });
});
