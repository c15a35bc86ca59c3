import { describe, expect, it } from 'vitest';
import { editFields } from './edit-fields.ts';

const TEXT = `# The shop's region.
apiVersion: config.atoll.dev/v1alpha1
spec:
  # Few, for now.
  compute:
    nodes:   { max: 10 }   # asked for by finance
  persistence:
    size: "large" # the default
    storage:
      maxGib: 4000
  zones:
  - a
  - b
`;

describe('editFields', () => {
  it('replaces scalars in their place and touches no other byte', () => {
    const edited = editFields(TEXT, [
      { path: 'spec.compute.nodes.max', value: 12 },
      { path: 'spec.persistence.size', value: 'xlarge' },
    ]);

    expect(edited).toBe(TEXT.replace('max: 10', 'max: 12').replace('"large"', '"xlarge"'));
  });

  it('adds a field that is not there, with the maps around it, and keeps every comment', () => {
    const edited = editFields(TEXT, [{ path: 'spec.autoscaling.ceilings.nodesMax', value: 20 }]);

    expect(edited).toContain('  autoscaling:\n    ceilings:\n      nodesMax: 20\n');
    expect(edited).toContain('# asked for by finance');
    expect(edited).toContain('# The shop');
    expect(edited).toContain('  zones:\n  - a\n  - b\n');
  });

  it('takes a field out', () => {
    const edited = editFields(TEXT, [{ path: 'spec.persistence.storage', value: undefined }]);

    expect(edited).not.toContain('storage');
    expect(edited).toContain('size: "large" # the default');
  });

  it('keeps the line ends of Windows', () => {
    const edited = editFields('spec:\r\n  a: 1\r\n', [
      { path: 'spec.a', value: 2 },
      { path: 'spec.b', value: 3 },
    ]);

    expect(edited).toBe('spec:\r\n  a: 2\r\n  b: 3\r\n');
  });

  it('quotes a text that would be read as something else', () => {
    expect(editFields('spec:\n  a: x\n', [{ path: 'spec.a', value: 'yes: no' }])).toBe(
      'spec:\n  a: "yes: no"\n',
    );
    expect(editFields('spec:\n  a: x\n', [{ path: 'spec.a', value: '12' }])).toBe('spec:\n  a: "12"\n');
  });

  it('writes a list as a list', () => {
    expect(editFields('spec:\n  a: x\n', [{ path: 'spec.a', value: ['b', 'c'] }])).toBe(
      'spec:\n  a:\n    - b\n    - c\n',
    );
  });
});
