import { describe, expect, it } from 'vitest';
import { testClouds } from '../testing/test-clouds.ts';
import { answerFieldOf, parseAnswer, renderAnswer } from './answer-field.ts';

describe(answerFieldOf, () => {
  it('gives a field of an item that is chosen by its type', () => {
    const { path, node } = answerFieldOf(
      testClouds,
      'spec.aws.privateConnections[type=transit-gateway].transitGatewayId',
    );

    expect(path).toBe('spec.aws.privateConnections[].transitGatewayId');
    expect(node.description).toBe('The id.');
  });

  it('refuses a path that no Region has', () => {
    expect(() => answerFieldOf(testClouds, 'spec.nonsense')).toThrow(
      new RangeError('a question answers spec.nonsense, which no Region has'),
    );
  });
});

describe(parseAnswer, () => {
  it.each([
    [{ type: 'string' }, ' 0123 ', '0123'],
    [{ type: 'integer' }, '14', 14],
    [{ type: 'integer' }, 'many', 'many'],
    [{ type: 'integer' }, '', ''],
    [{ type: 'number' }, '2.5', 2.5],
    [{ type: 'boolean' }, 'Yes', true],
    [{ type: 'boolean' }, 'false', false],
    [{ type: 'boolean' }, 'perhaps', 'perhaps'],
    [{ type: 'array', items: { type: 'string' } }, 'a, b c,,d', ['a', 'b', 'c', 'd']],
    [{ type: 'array', items: { type: 'integer' } }, '1 2', [1, 2]],
    [{ type: 'array', items: { type: 'string' } }, ' ', []],
  ])('reads for %j the text %j as %j', (node, text, value) => {
    expect(parseAnswer(node, text)).toStrictEqual(value);
  });
});

describe(renderAnswer, () => {
  it.each([
    ['text', 'text'],
    [14, '14'],
    [true, 'true'],
    [['a', 2], 'a, 2'],
  ])('gives %j as %j', (value, text) => {
    expect(renderAnswer(value)).toBe(text);
  });
});
