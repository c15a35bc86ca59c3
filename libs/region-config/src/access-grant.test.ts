import { renderProblem } from '@atoll/core';
import { describe, expect, it } from 'vitest';
import { createConfigParser, type Parsed } from './config-parser.ts';
import { testClouds } from './testing/test-clouds.ts';
import { minimalFreeze, minimalGrant } from './testing/test-grant.ts';
import { replaceIn } from './testing/test-region.ts';

const parser = createConfigParser(testClouds);
const GRANT = 'regions/eu-west-1/access/inc-42.yaml';
const FREEZE = 'regions/fleet/freezes/winter.yaml';

function problemsOf(parsed: Parsed<unknown>): readonly string[] {
  if ('value' in parsed) return [];
  return parsed.problems.map(
    (problem) => `${problem.code} ${renderProblem(problem).replace(`${problem.file}:`, '')}`,
  );
}

function problemsOfGrant(from: string, to: string, file = GRANT): readonly string[] {
  return problemsOf(parser.parseAccessGrant(file, replaceIn(minimalGrant, from, to)));
}

describe('an access grant', () => {
  it('holds who, what, when and why; the clouds know their identities', () => {
    const parsed = parser.parseAccessGrant(GRANT, minimalGrant);

    if (!('value' in parsed)) throw new Error('not valid');
    expect(parsed.value.config).toStrictEqual({
      apiVersion: 'config.atoll.dev/v1alpha1',
      kind: 'AccessGrant',
      metadata: { name: 'inc-42' },
      spec: {
        role: 'limited-administrator',
        subject: { person: 'alice@example.com' },
        from: '2026-10-01T08:00:00Z',
        until: '2026-10-01T10:00:00Z',
        reason: 'the database does not answer',
        ticket: 'INC-42',
        approvers: ['bob@example.com'],
      },
    });
    expect(parsed.value.blocks).toStrictEqual({
      aws: { principalArn: 'arn:aws:iam::444455556666:role/alice' },
    });
    expect(parsed.value.locate('spec.subject.aws.principalArn')).toStrictEqual({ line: 10, column: 21 });
  });

  it('has no approvers where the role needs none', () => {
    const text = replaceIn(minimalGrant, 'limited-administrator', 'read-only-operations').replace(
      /  approvers.*\n/,
      '',
    );

    const parsed = parser.parseAccessGrant(GRANT, text);

    expect('value' in parsed && parsed.value.config.spec.approvers).toStrictEqual([]);
  });

  it.each([
    ['for 12 hours', '2026-10-01T20:00:00Z', []],
    [
      'for a second more',
      '2026-10-01T20:00:01Z',
      [
        'ERR_CONFIG_SPAN 12:10 spec.until: "2026-10-01T20:00:01Z" makes the grant 12.01 hours long, 12 hours is the most for "limited-administrator"; write 2026-10-01T20:00:00Z or earlier, and a further grant if it is needed',
      ],
    ],
    [
      'that ends as it begins',
      '2026-10-01T08:00:00Z',
      [
        'ERR_CONFIG_SPAN 12:10 spec.until: "2026-10-01T08:00:00Z" is not after spec.from, "2026-10-01T08:00:00Z"; correct one of the two',
      ],
    ],
    [
      'that ends before it begins',
      '2026-10-01T07:59:59Z',
      [
        'ERR_CONFIG_SPAN 12:10 spec.until: "2026-10-01T07:59:59Z" is not after spec.from, "2026-10-01T08:00:00Z"; correct one of the two',
      ],
    ],
    [
      'that ends on a day that is none',
      '2026-11-31T07:59:59Z',
      ['ERR_CONFIG_VALUE 12:10 spec.until: "2026-11-31T07:59:59Z" is no day of the calendar; correct it'],
    ],
    [
      'that ends in another form',
      '2026-10-01 10:00',
      [
        'ERR_CONFIG_VALUE 12:10 spec.until: expected an instant in UTC with seconds, such as 2026-10-01T08:00:00Z, got "2026-10-01 10:00"',
      ],
    ],
  ])('of the limited administrator %s gives what is wrong', (_, until, problems) => {
    expect(problemsOfGrant('until: 2026-10-01T10:00:00Z', `until: ${until}`)).toStrictEqual(problems);
  });

  it.each([
    ['2026-10-31T08:00:00Z', 0],
    ['2026-10-31T08:00:01Z', 1],
  ])('of another role until %s has %i problems', (until, count) => {
    const text = replaceIn(minimalGrant, 'limited-administrator', 'elevated-operations');

    const parsed = parser.parseAccessGrant(
      GRANT,
      replaceIn(text, 'until: 2026-10-01T10:00:00Z', `until: ${until}`),
    );

    expect(problemsOf(parsed)).toHaveLength(count);
  });

  it.each([
    ['nobody', '[]'],
    ['the subject', '[alice@example.com]'],
    ['the subject in other letters', '[Alice@Example.com]'],
  ])('of the limited administrator, approved by %s, lacks the second pair of eyes', (_, approvers) => {
    expect(problemsOfGrant('[bob@example.com]', approvers)).toStrictEqual([
      `ERR_CONFIG_FOUR_EYES 15:3 spec.approvers: "limited-administrator" needs at least one approver who is not "alice@example.com"; name whoever agrees`,
    ]);
  });

  it('may be approved by the subject beside another', () => {
    expect(problemsOfGrant('[bob@example.com]', '[alice@example.com, bob@example.com]')).toStrictEqual([]);
  });

  it.each([
    [
      'metadata.name',
      'name: inc-42',
      'name: inc-43',
      'ERR_CONFIG_NAME 4:9 metadata.name: "inc-43" is not the name of its file "inc-42.yaml"; rename one of the two',
    ],
    [
      'spec.ticket',
      'ticket: INC-42',
      'ticket: see the wiki',
      'ERR_CONFIG_VALUE 14:11 spec.ticket: expected a ticket in 2 to 200 characters without spaces, such as INC-42 or its URL, got "see the wiki"',
    ],
    [
      'spec.reason',
      'reason: the database does not answer',
      'reason: broken',
      'ERR_CONFIG_VALUE 13:11 spec.reason: expected text of 10 to 200 characters, got "broken" (6 characters)',
    ],
    [
      'spec.subject.person',
      '    person: alice@example.com\n',
      '',
      'ERR_CONFIG_MISSING_FIELD 7:3 spec.subject.person: is required and missing; expected a person in 2 to 64 letters, digits and + = , . @ _ -, such as alice@example.com',
    ],
    [
      'spec.subject.aws',
      'role/alice',
      'root',
      'ERR_CONFIG_VALUE 10:21 spec.subject.aws.principalArn: expected the ARN of a role, got "arn:aws:iam::444455556666:root"',
    ],
    [
      'spec.subject.azure',
      '    aws:\n',
      '    azure: {}\n    aws:\n',
      'ERR_CONFIG_UNKNOWN_FIELD 9:5 spec.subject.azure: "azure" is not a field of spec.subject; allowed: person, aws, gcp',
    ],
    [
      'kind',
      'kind: AccessGrant',
      'kind: Freeze',
      'ERR_CONFIG_VALUE 2:7 kind: expected "AccessGrant", got "Freeze"; files of that kind stand at regions/fleet/freezes/<id>.yaml',
    ],
  ])('says what is wrong with %s at its place', (_, from, to, problem) => {
    expect(problemsOfGrant(from, to)).toContain(problem);
  });

  it('is no Region', () => {
    const parsed = parser.parseRegion('regions/eu-west-1/region.yaml', minimalGrant);

    expect(problemsOf(parsed)).toStrictEqual([
      'ERR_CONFIG_VALUE 2:7 kind: expected "Region", got "AccessGrant"; files of that kind stand at regions/<region>/access/<id>.yaml',
    ]);
  });
});

describe('a freeze', () => {
  it('is of the whole fleet where it names no regions', () => {
    const parsed = parser.parseFreeze(FREEZE, minimalFreeze);

    expect('value' in parsed && parsed.value.config.spec).toStrictEqual({
      from: '2026-12-20T00:00:00Z',
      until: '2027-01-04T00:00:00Z',
      reason: 'nobody is there to mend it',
    });
  });

  it.each([
    [
      'an empty list',
      '  regions: []\n',
      'ERR_CONFIG_VALUE 9:3 spec.regions: expected a list of 1 to 1000 items without repetition, got 0',
    ],
    [
      'a region twice',
      '  regions: [eu-west-1, eu-west-1]\n',
      'ERR_CONFIG_DUPLICATE 9:24 spec.regions[1]: item 1 repeats item 0; remove one (items are counted from 0)',
    ],
    [
      'a name that no region has',
      '  regions: [EU]\n',
      'ERR_CONFIG_VALUE 9:13 spec.regions[0]: expected a region name of 3 to 26 lower-case letters, digits and dashes, such as eu-west-1, got "EU"',
    ],
    [
      'a block of a cloud',
      '  aws: {}\n',
      'ERR_CONFIG_UNKNOWN_FIELD 9:3 spec.aws: "aws" is not a field of spec; allowed: from, until, reason, regions',
    ],
  ])('refuses %s', (_, line, problem) => {
    expect(problemsOf(parser.parseFreeze(FREEZE, `${minimalFreeze}${line}`))).toStrictEqual([problem]);
  });

  it('ends after it begins', () => {
    const text = replaceIn(minimalFreeze, '2027-01-04', '2026-01-04');

    expect(problemsOf(parser.parseFreeze(FREEZE, text))).toStrictEqual([
      'ERR_CONFIG_SPAN 7:10 spec.until: "2026-01-04T00:00:00Z" is not after spec.from, "2026-12-20T00:00:00Z"; correct one of the two',
    ]);
  });

  it('has the name of its file', () => {
    expect(problemsOf(parser.parseFreeze('regions/fleet/freezes/summer.yaml', minimalFreeze))).toStrictEqual([
      'ERR_CONFIG_NAME 4:9 metadata.name: "winter" is not the name of its file "summer.yaml"; rename one of the two',
    ]);
  });
});
