/** A freeze of the whole fleet from the 20th to the 30th of November 2026. */
export const FREEZE_TEXT = `apiVersion: config.atoll.dev/v1alpha1
kind: Freeze
metadata:
  name: black-friday
spec:
  from: "2026-11-20T00:00:00Z"
  until: "2026-11-30T00:00:00Z"
  reason: The busiest days of the year.
`;

/** Gives the file of a grant of the Limited Administrator that is called inc-42. */
export function toGrant(from: string, until: string): string {
  return `apiVersion: config.atoll.dev/v1alpha1
kind: AccessGrant
metadata:
  name: inc-42
spec:
  role: limited-administrator
  subject:
    person: alice@example.com
    aws:
      principalArn: arn:aws:iam::444455556666:role/alice
  from: ${from}
  until: ${until}
  reason: the database does not answer
  ticket: INC-42
  approvers: [bob@example.com]
`;
}
