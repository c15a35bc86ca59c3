import { describe, expect, it } from 'vitest';
import type { AccessSnapshot, GrantedAction, NeededAction } from './cloud-access.ts';
import { diffAccess, NO_ACCESS } from './diff-access.ts';

const reading: GrantedAction = { role: 'reader', effect: 'Allow', action: 'db:Describe*', scope: 'on *' };
const denial: GrantedAction = { role: 'reader', effect: 'Deny', action: 'db:DescribeSecrets', scope: 'on *' };

function need(action: string, resource: string, object: string): NeededAction {
  return { role: 'deployment', action, resource, context: {}, objects: [object], source: 'a page' };
}

describe('diffAccess', () => {
  const before: AccessSnapshot = {
    granted: [reading, denial],
    needed: [need('db:Create', 'a', 'Database a'), need('db:Delete', 'a', 'Database a')],
  };

  it('finds nothing between equal ones', () => {
    expect(diffAccess(before, before)).toEqual({
      grantsAdded: [],
      grantsRemoved: [],
      needsAdded: [],
      needsRemoved: [],
    });
  });

  it('tells a Deny that goes, and needs with all objects that have them', () => {
    const after: AccessSnapshot = {
      granted: [reading],
      needed: [
        need('db:Create', 'a', 'Database a'),
        need('net:Create', 'y', 'Network y'),
        need('net:Create', 'x', 'Network x'),
      ],
    };

    expect(diffAccess(before, after)).toEqual({
      grantsAdded: [],
      grantsRemoved: [denial],
      needsAdded: [{ role: 'deployment', action: 'net:Create', objects: ['Network x', 'Network y'] }],
      needsRemoved: [{ role: 'deployment', action: 'db:Delete', objects: ['Database a'] }],
    });
  });

  it('takes a scope that changed for one that goes and one that comes', () => {
    const after = { ...before, granted: [{ ...reading, scope: 'on arn:x' }, denial] };

    const { grantsAdded, grantsRemoved } = diffAccess(before, after);

    expect([grantsAdded, grantsRemoved]).toEqual([[{ ...reading, scope: 'on arn:x' }], [reading]]);
  });

  it('takes everything of a new region for new', () => {
    const { grantsAdded, needsAdded, grantsRemoved, needsRemoved } = diffAccess(NO_ACCESS, before);

    expect([grantsAdded.length, needsAdded.length, grantsRemoved.length, needsRemoved.length]).toEqual([
      2, 2, 0, 0,
    ]);
  });
});
