import { describe, expect, it } from 'vitest';
import { listRoleNames } from './role-names.ts';

describe('listRoleNames', () => {
  it('gives the three of every region, then those of the region', () => {
    const role = {
      name: 'database-reader-access',
      from: 'read-only-operations',
      purpose: 'looks at databases',
      subjects: ['arn:aws:iam::777788889999:role/team'],
    } as const;

    expect(listRoleNames({ roles: [role] })).toEqual([
      'read-only-operations',
      'elevated-operations',
      'limited-administrator',
      'database-reader-access',
    ]);
  });
});
