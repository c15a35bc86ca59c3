import type { PermissionSet, PermissionStatement } from '@atoll/cloud';
import { describe, expect, it } from 'vitest';
import { comparePermissions } from './permission-delta.ts';

describe('the delta of permissions', () => {
  it('names actions that come and go, allowed and denied', () => {
    const before = toSet([allow(['a', 'b'], 'R'), deny(['x'], 'R')]);
    const after = toSet([allow(['b', 'c'], 'R'), deny(['y'], 'R')]);

    expect(comparePermissions([before], [after])).toStrictEqual([
      {
        holder: 'role r',
        action: 'changed',
        allowed: ['c'],
        withdrawn: ['a'],
        denied: ['y'],
        undenied: ['x'],
        rescoped: [],
        trustAdded: [],
        trustRemoved: [],
      },
    ]);
  });

  it('is nothing where actions only move between statements of one scope', () => {
    const before = toSet([allow(['a', 'b'], 'R')]);
    const after = toSet([allow(['a'], 'R'), allow(['b'], 'R')]);

    expect(comparePermissions([before], [after])).toStrictEqual([]);
  });

  it('gathers the actions whose scope changes alike', () => {
    const before = toSet([allow(['a', 'b'], 'old'), allow(['c'], 'same')]);
    const after = toSet([allow(['a', 'b'], 'new'), allow(['c'], 'same')]);

    expect(comparePermissions([before], [after])[0]?.rescoped).toStrictEqual([
      { effect: 'Allow', actions: ['a', 'b'], from: ['old'], to: ['new'] },
    ]);
  });

  it('names who may take a role on anew, and whole roles that come and go', () => {
    const gone = { ...toSet([allow(['a'], 'R')]), holder: 'role gone', trust: ['jo'] };
    const come = { ...toSet([allow(['b'], 'R')]), holder: 'role come', trust: ['kim'] };

    const deltas = comparePermissions([gone], [come]);

    expect(
      deltas.map(({ holder, action, allowed, withdrawn, trustAdded, trustRemoved }) => [
        holder,
        action,
        ...allowed,
        ...withdrawn,
        ...trustAdded,
        ...trustRemoved,
      ]),
    ).toStrictEqual([
      ['role come', 'created', 'b', 'kim'],
      ['role gone', 'deleted', 'a', 'jo'],
    ]);
  });
});

function toSet(statements: readonly PermissionStatement[]): PermissionSet {
  return { holder: 'role r', trust: [], statements };
}

function allow(actions: readonly string[], scope: string): PermissionStatement {
  return { effect: 'Allow', actions, scope };
}

function deny(actions: readonly string[], scope: string): PermissionStatement {
  return { effect: 'Deny', actions, scope };
}
