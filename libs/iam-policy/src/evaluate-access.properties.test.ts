import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateAccess } from './evaluate-access.ts';
import { matchesAction } from './matches-action.ts';
import { matchesPattern, toPattern } from './pattern.ts';
import type { NamedDocument, PolicyStatement } from './policy-document.ts';
import type { AccessRequest } from './request.ts';

const actions = ['s3:GetObject', 's3:PutObject', 'ec2:RunInstances', 'iam:PassRole'];
const resources = ['*', 'arn:aws:s3:::a/k', 'arn:aws:ec2:eu-west-1:1:instance/i', 'arn:aws:iam::1:role/r'];
const patterns = fc.constantFrom('*', 's3:*', 's3:Get*', '*:P*', 'ec2:Run?nstances', 'iam:PassRole');
const resourcePatterns = fc.constantFrom('*', 'arn:aws:s3:::*', 'arn:aws:ec2:*', 'arn:aws:iam::1:role/r');

function statements(effect: 'Allow' | 'Deny'): fc.Arbitrary<PolicyStatement> {
  return fc
    .record({
      actions: fc.uniqueArray(patterns, { minLength: 1, maxLength: 3 }),
      resources: fc.uniqueArray(resourcePatterns, { minLength: 1, maxLength: 2 }),
      isNotAction: fc.boolean(),
      isNotResource: fc.boolean(),
      tag: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
    })
    .map(({ tag, ...drawn }) => ({
      Effect: effect,
      ...(drawn.isNotAction ? { NotAction: drawn.actions } : { Action: drawn.actions }),
      ...(drawn.isNotResource ? { NotResource: drawn.resources } : { Resource: drawn.resources }),
      ...(tag === undefined ? {} : { Condition: { StringEquals: { 'aws:ResourceTag/t': tag } } }),
    }));
}

const documents: fc.Arbitrary<NamedDocument> = fc
  .array(fc.oneof(statements('Allow'), statements('Deny')), { maxLength: 4 })
  .map((Statement) => ({ name: 'drawn', document: { Version: '2012-10-17', Statement } }));

const requests = fc.record({
  action: fc.constantFrom(...actions),
  resource: fc.constantFrom(...resources),
  context: fc.constantFrom<Record<string, string>>(
    {},
    { 'aws:ResourceTag/t': 'x' },
    { 'aws:ResourceTag/t': 'y' },
  ),
});

function toDocument(statement: PolicyStatement): NamedDocument {
  return { name: 'more', document: { Version: '2012-10-17', Statement: [statement] } };
}

function isAllowed(identity: readonly NamedDocument[], request: AccessRequest): boolean {
  return evaluateAccess({ identity }, request).verdict === 'allowed';
}

describe('the evaluator', () => {
  it('never allows more by a further Deny', () => {
    fc.assert(
      fc.property(
        fc.array(documents, { maxLength: 3 }),
        statements('Deny'),
        requests,
        (identity, denial, request) => {
          const after = isAllowed([...identity, toDocument(denial)], request);

          expect(after && !isAllowed(identity, request)).toBe(false);
        },
      ),
    );
  });

  it('never allows less by a further Allow', () => {
    fc.assert(
      fc.property(
        fc.array(documents, { maxLength: 3 }),
        statements('Allow'),
        requests,
        (identity, more, request) => {
          const after = isAllowed([...identity, toDocument(more)], request);

          expect(isAllowed(identity, request) && !after).toBe(false);
        },
      ),
    );
  });

  it('allows within a boundary exactly what policies and boundary allow alone', () => {
    fc.assert(
      fc.property(documents, documents, requests, (own, boundary, request) => {
        const { verdict } = evaluateAccess({ identity: [own], boundary }, request);

        expect(verdict === 'allowed').toBe(isAllowed([own], request) && isAllowed([boundary], request));
      }),
    );
  });

  it('does not mind the order of policies', () => {
    fc.assert(
      fc.property(fc.array(documents, { maxLength: 4 }), requests, (identity, request) => {
        const turned = evaluateAccess({ identity: identity.toReversed() }, request).verdict;

        expect(turned).toBe(evaluateAccess({ identity }, request).verdict);
      }),
    );
  });
});

describe('wildcards', () => {
  /** The obvious way, exponential at worst. */
  function fits(text: string, pattern: string): boolean {
    if (pattern === '') return text === '';
    const [head, rest] = [pattern[0], pattern.slice(1)];
    if (head === '*') return fits(text, rest) || (text !== '' && fits(text.slice(1), pattern));
    return text !== '' && (head === '?' || head === text[0]) && fits(text.slice(1), rest);
  }

  const texts = fc.string({ unit: fc.constantFrom('a', 'b', ':'), maxLength: 8 });
  const wild = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 8 });

  it('match as the obvious way does', () => {
    fc.assert(
      fc.property(texts, wild, (text, pattern) => {
        expect(matchesPattern(text, toPattern(pattern))).toBe(fits(text, pattern));
      }),
    );
  });

  it('match actions in any case', () => {
    fc.assert(
      fc.property(texts, wild, (text, pattern) => {
        expect(matchesAction(text.toUpperCase(), pattern)).toBe(fits(text, pattern));
      }),
    );
  });

  it('take no longer for a pattern that would drive a backtracking matcher mad', () => {
    const text = 'a'.repeat(300);

    expect(matchesPattern(text, toPattern(`${'*a'.repeat(100)}b`))).toBe(false);
  });
});
