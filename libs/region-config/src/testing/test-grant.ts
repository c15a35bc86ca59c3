/** An AccessGrant of the role that needs four eyes. */
export const minimalGrant = `apiVersion: config.atoll.dev/v1alpha1
kind: AccessGrant
metadata:
  name: inc-42
spec:
  role: limited-administrator
  subject:
    person: alice@example.com
    aws:
      principalArn: arn:aws:iam::444455556666:role/alice
  from: 2026-10-01T08:00:00Z
  until: 2026-10-01T10:00:00Z
  reason: the database does not answer
  ticket: INC-42
  approvers: [bob@example.com]
`;

/** A Freeze of the whole fleet. */
export const minimalFreeze = `apiVersion: config.atoll.dev/v1alpha1
kind: Freeze
metadata:
  name: winter
spec:
  from: 2026-12-20T00:00:00Z
  until: 2027-01-04T00:00:00Z
  reason: nobody is there to mend it
`;
