import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../kube-object.ts';
import { createKnownObjects } from './known-objects.ts';

function object(name: string, version: string, uid = 'u'): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'one', uid, resourceVersion: version },
  };
}

describe('createKnownObjects', () => {
  it('knows a repetition from a new version and from a new object of the same name', () => {
    const known = createKnownObjects();
    expect(
      [object('a', '1'), object('a', '1'), object('a', '2'), object('a', '2', 'other')].map(known.note),
    ).toStrictEqual([true, false, true, true]);
    expect(known.size).toBe(1);
  });

  it('keeps names that JavaScript has a use for', () => {
    const known = createKnownObjects();
    known.note(object('__proto__', '1'));
    known.note(object('constructor', '1'));
    expect([...known.values()].map(({ name }) => name)).toStrictEqual(['__proto__', 'constructor']);
  });

  it('fault 11: gives what a list does not hold any more, once', () => {
    const known = createKnownObjects();
    known.note(object('stays', '1'));
    known.note(object('goes', '1'));
    const list = known.beginList();
    list.note(object('stays', '1'));
    expect(list.end()).toStrictEqual([object('goes', '1')]);
    const next = known.beginList();
    next.note(object('stays', '1'));
    expect(next.end()).toStrictEqual([]);
  });

  it('counts only what came after a list began again', () => {
    const known = createKnownObjects();
    const list = known.beginList();
    list.note(object('only-before', '1'));
    list.restart();
    expect(list.end()).toStrictEqual([object('only-before', '1')]);
    expect(known.size).toBe(0);
  });

  it('says of a deletion whether it is news', () => {
    const known = createKnownObjects();
    known.note(object('a', '1'));
    expect([known.drop(object('a', '2')), known.drop(object('a', '2'))]).toStrictEqual([true, false]);
  });
});
