import type { CloudSpelling } from '@atoll/agent-model';
import { describe, expect, it } from 'vitest';
import { equalInCloud } from './equal-in-cloud.ts';

describe(equalInCloud, () => {
  it.each<[CloudSpelling, unknown, unknown]>([
    ['set', ['a', 'b'], ['b', 'a']],
    ['set', [{ a: 1, b: 2 }, { a: 2 }], [{ a: 2 }, { b: 2, a: 1 }]],
    ['anyCase', 'Sun:03:00-Sun:04:00', 'sun:03:00-sun:04:00'],
    ['dnsName', 'Example.com', 'example.com.'],
    ['text', 1, '1'],
    ['prefix', '16', '16.4'],
    ['json', '{"a":1,"b":[2]}', '{ "b": [2], "a": 1 }'],
    ['policy', '{"Action":"a"}', '{"Action":["a"]}'],
    ['policy', '{"AWS":"arn:aws-us-gov:iam::111122223333:root"}', '{"AWS":"111122223333"}'],
    ['lastSegment', 'arn:aws:kms:eu-west-1:111122223333:key/1-2', '1-2'],
  ])('takes for the same as %s: %j and %j', (spelling, was, is) => {
    expect(equalInCloud(spelling, was, is)).toBe(true);
  });

  it.each<[CloudSpelling, unknown, unknown]>([
    ['set', ['a', 'a', 'b'], ['a', 'b', 'b']],
    ['set', 'ab', 'ba'],
    ['anyCase', 'a', 'b'],
    ['dnsName', 'a.example.com', 'example.com'],
    ['text', 1, '01'],
    ['prefix', '16', '160.1'],
    ['prefix', '16.4', '16'],
    ['json', '{"a":[1,2]}', '{"a":[2,1]}'],
    ['json', '{"a":', '{"a": '],
    ['policy', '{"Action":"a"}', '{"Action":["a","b"]}'],
    ['policy', '{"AWS":"arn:aws:iam::111122223333:user/x"}', '{"AWS":"111122223333"}'],
    ['lastSegment', 'key/1', 'key/2'],
    ['lastSegment', 1, 2],
  ])('tells apart as %s: %j and %j', (spelling, was, is) => {
    expect(equalInCloud(spelling, was, is)).toBe(false);
  });
});
