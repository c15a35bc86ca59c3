import { AppError } from '@atoll/core';
import { describe, expect, it } from 'vitest';
import { holdsCondition } from './holds-condition.ts';
import type { OneOrMany } from './policy-document.ts';
import type { RequestContext } from './request.ts';

function holds(operator: string, wanted: OneOrMany, actual: string | readonly string[] | undefined): boolean {
  const context: RequestContext = actual === undefined ? {} : { key: actual };
  return holdsCondition({ [operator]: { key: wanted } }, { context, hasVariables: true });
}

/** Operator, values of the policy, value of the request, whether it holds. */
type Row = [
  operator: string,
  wanted: OneOrMany,
  actual: string | readonly string[] | undefined,
  expected: boolean,
];

describe('condition operators ("IAM JSON policy elements: Condition operators")', () => {
  it.each<Row>([
    ['StringEquals', 'a', 'a', true],
    ['StringEquals', 'a', 'A', false],
    ['StringEquals', ['a', 'b'], 'b', true],
    ['StringEquals', 'a*', 'ab', false],
    ['StringEquals', 'a*', 'a*', true],
    ['StringNotEquals', 'a', 'b', true],
    ['StringNotEquals', ['a', 'b'], 'b', false],
    ['StringNotEquals', ['a', 'b'], 'c', true],
    ['StringEqualsIgnoreCase', 'a', 'A', true],
    ['StringNotEqualsIgnoreCase', 'a', 'A', false],
    ['StringLike', 'home/*', 'home/bob', true],
    ['StringLike', 'HOME/*', 'home/bob', false],
    ['StringLike', 'b?b', 'bob', true],
    ['StringLike', 'b?b', 'boob', false],
    ['StringNotLike', 'home/*', 'home/bob', false],
    ['StringNotLike', 'home/*', 'etc/bob', true],
  ])('%s %j with %j: %s', (operator, wanted, actual, expected) => {
    expect(holds(operator, wanted, actual)).toBe(expected);
  });

  it.each<Row>([
    ['NumericEquals', '10', '10', true],
    ['NumericEquals', '10', '10.0', true],
    ['NumericNotEquals', '10', '11', true],
    ['NumericLessThan', '10', '9.5', true],
    ['NumericLessThanEquals', '10', '10', true],
    ['NumericLessThanEquals', '10', '11', false],
    ['NumericGreaterThan', '10', '10', false],
    ['NumericGreaterThanEquals', '-1', '-1', true],
    ['NumericLessThan', '10', 'nine', false],
    ['NumericNotEquals', '10', 'ten', true],
    ['DateEquals', '2020-04-01T00:00:00Z', '2020-04-01T02:00:00+02:00', true],
    ['DateNotEquals', '2020-04-01T00:00:00Z', '2020-04-01T00:00:01Z', true],
    ['DateLessThan', '2020-06-30T23:59:59Z', '2020-06-30T23:59:58Z', true],
    ['DateLessThan', '2020-06-30T23:59:59Z', '2020-06-30T23:59:59Z', false],
    ['DateLessThanEquals', '2020-06-30', '2020-06-30T00:00:00', true],
    ['DateGreaterThan', '1585699200', '2020-04-01T00:00:01Z', true],
    ['DateGreaterThan', '2020-04-01T00:00:00Z', '1585699200', false],
    ['DateGreaterThanEquals', '2020-04-01T00:00:00Z', '1585699200', true],
    ['DateGreaterThan', 'yesterday', '2020-04-01T00:00:00Z', false],
    ['DateGreaterThan', '1999', '2020', true],
  ])('%s %j with %j: %s', (operator, wanted, actual, expected) => {
    expect(holds(operator, wanted, actual)).toBe(expected);
  });

  it.each<Row>([
    ['Bool', 'true', 'true', true],
    ['Bool', 'true', 'false', false],
    ['Bool', 'false', 'False', true],
    ['BinaryEquals', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', true],
    ['BinaryEquals', 'QmluYXJ5', 'qmluYXJ5', false],
    ['IpAddress', '203.0.113.0/24', '203.0.113.9', true],
    ['IpAddress', '203.0.113.0/24', '203.0.114.9', false],
    ['IpAddress', ['203.0.113.0/24', '2001:DB8:1234:5678::/64'], '2001:db8:1234:5678::1', true],
    ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5679::1', false],
    ['IpAddress', '203.0.113.7', '203.0.113.7', true],
    ['IpAddress', '0.0.0.0/0', '2001:db8::1', false],
    ['IpAddress', '::/0', '2001:db8::1', true],
    ['IpAddress', '203.0.113.0/33', '203.0.113.9', false],
    ['IpAddress', '203.0.113.0/24', '203.0.113.0/28', true],
    ['IpAddress', '203.0.113.0/24', '203.0.0.0/16', false],
    ['IpAddress', '203.0.113.256', '203.0.113.0', false],
    ['IpAddress', '2001:db8::1::2', '2001:db8::1', false],
    ['NotIpAddress', '203.0.113.0/24', '198.51.100.1', true],
    ['ArnEquals', 'arn:aws:sns:eu-west-1:111122223333:T', 'arn:aws:sns:eu-west-1:111122223333:T', true],
    ['ArnEquals', 'arn:aws:sns:*:111122223333:*', 'arn:aws:sns:eu-west-1:111122223333:T', true],
    ['ArnLike', 'arn:aws:sns:*:T', 'arn:aws:sns:eu-west-1:111122223333:T', false],
    ['ArnLike', 'arn:aws:iam::*:role/x', 'arn:aws:iam::111122223333:role/x', true],
    ['ArnLike', 'arn:aws:logs:*:*:log-group:*', 'arn:aws:logs:eu-west-1:1:log-group:a:b', true],
    ['ArnLike', 'arn:aws:iam::*:role/x', 'role/x', false],
    ['ArnLike', '*', 'arn:aws:iam::111122223333:role/x', true],
    ['ArnNotLike', 'arn:aws:sns:*:*:T', 'arn:aws:sns:eu-west-1:111122223333:T', false],
    ['ArnNotEquals', 'arn:aws:sns:*:*:T', 'arn:aws:sns:eu-west-1:111122223333:U', true],
  ])('%s %j with %j: %s', (operator, wanted, actual, expected) => {
    expect(holds(operator, wanted, actual)).toBe(expected);
  });

  it.each([
    ['StringEquals', false],
    ['StringLike', false],
    ['NumericLessThan', false],
    ['DateLessThan', false],
    ['Bool', false],
    ['IpAddress', false],
    ['ArnLike', false],
    ['StringNotEquals', true],
    ['StringNotEqualsIgnoreCase', true],
    ['StringNotLike', true],
    ['NumericNotEquals', true],
    ['DateNotEquals', true],
    ['NotIpAddress', true],
    ['ArnNotEquals', true],
    ['ArnNotLike', true],
    ['StringEqualsIfExists', true],
    ['StringNotEqualsIfExists', true],
    ['BoolIfExists', true],
    ['ForAllValues:StringEquals', true],
    ['ForAllValues:StringNotEquals', true],
    ['ForAnyValue:StringEquals', false],
    ['ForAnyValue:StringNotEquals', false],
    ['ForAnyValue:StringEqualsIfExists', false],
  ])('%s without the key in the request: %s', (operator, expected) => {
    expect(holds(operator, 'x', undefined)).toBe(expected);
  });

  it.each<Row>([
    ['Null', 'true', undefined, true],
    ['Null', 'false', undefined, false],
    ['Null', 'true', 'x', false],
    ['Null', 'false', 'x', true],
    ['Null', 'true', [], true],
    ['Null', 'True', undefined, true],
    ['StringEqualsIfExists', 'x', 'y', false],
    ['StringEqualsIfExists', 'x', 'x', true],
  ])('%s %j with %j: %s', (operator, wanted, actual, expected) => {
    expect(holds(operator, wanted, actual)).toBe(expected);
  });
});

describe('set operators ("Single-valued vs. multivalued context keys")', () => {
  it.each<Row>([
    ['ForAllValues:StringEquals', ['ID', 'Message'], ['ID'], true],
    ['ForAllValues:StringEquals', ['ID', 'Message'], ['ID', 'Message'], true],
    ['ForAllValues:StringEquals', ['ID', 'Message'], ['ID', 'Tags'], false],
    ['ForAllValues:StringEquals', ['ID', 'Message'], [], true],
    ['ForAnyValue:StringEquals', ['ID', 'Message'], ['ID', 'Tags'], true],
    ['ForAnyValue:StringEquals', ['ID', 'Message'], ['Tags'], false],
    ['ForAnyValue:StringEquals', ['ID'], [], false],
    ['ForAllValues:StringNotEquals', ['ID'], ['Tags', 'Message'], true],
    ['ForAllValues:StringNotEquals', ['ID'], ['Tags', 'ID'], false],
    ['ForAnyValue:StringNotEquals', ['ID'], ['Tags', 'ID'], true],
    ['ForAnyValue:StringNotEquals', ['ID'], ['ID'], false],
    ['ForAnyValue:StringLike', ['kubernetes.io/cluster/*'], ['Name', 'kubernetes.io/cluster/x'], true],
    ['ForAllValues:StringLike', ['*.example.com'], ['a.example.com', 'b.example.org'], false],
    ['StringNotEquals', ['ID'], ['Tags', 'ID'], false],
  ])('%s %j with %j: %s', (operator, wanted, actual, expected) => {
    expect(holds(operator, wanted, actual)).toBe(expected);
  });
});

describe('conditions with several operators and keys ("Conditions with multiple context keys or values")', () => {
  const condition = {
    StringEquals: { 'aws:PrincipalTag/department': ['finance', 'hr'], 'aws:PrincipalTag/role': 'audit' },
    ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::222222222222:user/*' },
  };
  const all = {
    'AWS:PrincipalTag/Department': 'hr',
    'aws:principaltag/role': 'audit',
    'aws:PrincipalArn': 'arn:aws:iam::222222222222:user/a',
  };

  it.each<[string, RequestContext, boolean]>([
    ['all hold, with keys in another case', all, true],
    ['one key of an operator does not', { ...all, 'aws:principaltag/role': 'it' }, false],
    ['one operator does not', { ...all, 'aws:PrincipalArn': 'arn:aws:iam::222222222222:role/a' }, false],
  ])('%s', (_name, context, expected) => {
    expect(holdsCondition(condition, { context, hasVariables: true })).toBe(expected);
  });

  it('compares with a variable, and with nothing where the variable has no value', () => {
    const wanted = { StringEquals: { 'aws:ResourceTag/owner': '${aws:username}' } };
    const contexts: RequestContext[] = [
      { 'aws:ResourceTag/owner': 'bob', 'aws:username': 'bob' },
      { 'aws:ResourceTag/owner': 'bob', 'aws:username': 'eve' },
      { 'aws:ResourceTag/owner': 'bob' },
    ];

    const verdicts = contexts.map((context) => holdsCondition(wanted, { context, hasVariables: true }));

    expect(verdicts).toEqual([true, false, false]);
  });

  it.each(['StringMatches', 'Null:StringEquals', 'ForSomeValues:StringEquals', 'NullIfExists', ''])(
    'refuses the operator %j',
    (operator) => {
      const evaluate = () => holds(operator, 'x', 'x');

      expect(evaluate).toThrow(
        new AppError(
          'ERR_IAM_POLICY',
          `${operator} is no condition operator of IAM; it would be guesswork what it allows. Correct the operator.`,
        ),
      );
    },
  );
});
