import { AppError } from '@atoll/core';
import { describe, expect, it } from 'vitest';
import { parsePolicyDocument } from './parse-policy-document.ts';

const statement = { Effect: 'Allow', Action: 's3:*', Resource: '*' };

describe('parsePolicyDocument', () => {
  it('reads text and gives numbers and booleans of conditions as texts', () => {
    const text = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        ...statement,
        Condition: { Bool: { 'aws:SecureTransport': true }, NumericLessThan: { 's3:max-keys': 10 } },
      },
    });

    expect(parsePolicyDocument('a.json', text)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          ...statement,
          Condition: {
            Bool: { 'aws:SecureTransport': ['true'] },
            NumericLessThan: { 's3:max-keys': ['10'] },
          },
        },
      ],
    });
  });

  it.each<[unknown, string]>([
    ['{', "a.json is no JSON: Expected property name or '}' in JSON at position 1 (line 1 column 2)."],
    ['[]', 'a.json is no object with Version and Statement.'],
    [
      { Version: '2020-01-01', Statement: [] },
      'a.json has Version "2020-01-01"; IAM knows 2012-10-17 and 2008-10-17.',
    ],
    [{}, 'a.json: statement 1 is no object.'],
    [
      { Statement: [{ ...statement, Effect: 'allow' }] },
      'a.json: statement 1 has no Effect of Allow or Deny.',
    ],
    [
      { Statement: [statement, { ...statement, NotAction: '*' }] },
      'a.json: statement 2 has Action and NotAction; write one of them.',
    ],
    [
      { Statement: { Effect: 'Deny', Resource: '*' } },
      'a.json: statement 1 has neither Action nor NotAction.',
    ],
    [
      { Statement: { ...statement, Action: [1] } },
      'a.json: statement 1 has Action that is neither a text nor a list of texts.',
    ],
    [
      { Statement: { ...statement, Actions: [] } },
      'a.json: statement 1 has Actions, which no statement has; there is Sid, Effect, Condition, Action, NotAction, Resource, NotResource, Principal, NotPrincipal.',
    ],
    [
      { Statement: { ...statement, Condition: [] } },
      'a.json: statement 1 has a Condition that is no object.',
    ],
    [
      { Statement: { ...statement, Condition: { Bool: 'true' } } },
      'a.json: statement 1 has Bool that is no object of keys.',
    ],
    [
      { Statement: { ...statement, Condition: { Bool: { k: {} } } } },
      'a.json: statement 1 has a Condition with a value that is no text.',
    ],
    [
      { Statement: { ...statement, Condition: { StringMatches: { k: 'v' } } } },
      'StringMatches is no condition operator of IAM; it would be guesswork what it allows. Correct the operator.',
    ],
  ])('refuses %j', (source, message) => {
    const parse = () => parsePolicyDocument('a.json', source);

    expect(parse).toThrow(new AppError('ERR_IAM_POLICY', message));
  });
});
