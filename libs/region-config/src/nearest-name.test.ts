import { describe, expect, it } from 'vitest';
import { countEdits, nearestName } from './nearest-name.ts';

describe('countEdits', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['abc', 'abcd', 1],
    ['abc', 'bc', 1],
    ['abc', 'axc', 1],
    ['ca', 'abc', 3],
    ['kitten', 'sitting', 3],
  ])('counts from "%s" to "%s" %i', (a, b, edits) => {
    expect([countEdits(a, b), countEdits(b, a)]).toEqual([edits, edits]);
  });
});

describe('nearestName', () => {
  const known = ['persistence', 'network', 'dns', 'kubernetesVersion', 'deploy'];

  it.each([
    ['persistance', 'persistence'],
    ['Network', 'network'],
    ['netwrok', 'network'],
    ['dn', 'dns'],
    ['kubernetes-version', 'kubernetesVersion'],
    ['kubernetes_version', 'kubernetesVersion'],
    ['backup', undefined],
    ['', undefined],
    ['n'.repeat(65), undefined],
  ])('gives for "%s" the name %s', (name, nearest) => {
    expect(nearestName(name, known)).toBe(nearest);
  });

  it('gives the first of two names that are equally near', () => {
    expect(nearestName('siz', ['size', 'sizes', 'site'])).toBe('size');
  });
});
