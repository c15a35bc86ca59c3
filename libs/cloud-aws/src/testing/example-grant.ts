import type { AccessGrantSpan } from '@atoll/region-model';
import type { AwsSubject } from '../subject-schema.ts';

/** Gives a live grant of the Limited Administrator, with a test's changes. */
export function exampleGrant(
  changes: Partial<AccessGrantSpan<AwsSubject>> = {},
): AccessGrantSpan<AwsSubject> {
  return {
    id: 'inc-42',
    role: 'limited-administrator',
    person: 'alice@example.com',
    subject: { principalArn: 'arn:aws:iam::444455556666:role/alice' },
    from: '2030-01-01T08:00:00Z',
    until: '2030-01-01T10:00:00Z',
    phase: 'live',
    reason: 'the database does not answer',
    ticket: 'INC-42',
    approvers: ['bob@example.com'],
    ...changes,
  };
}
