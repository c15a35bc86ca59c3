import { createGroup } from '../command-group.ts';
import { accessGrant } from './access/grant.ts';
import { accessList } from './access/list.ts';
import { accessReport } from './access/report.ts';
import { accessRevoke } from './access/revoke.ts';

/** `atoll access`: time-bounded access of people to the roles of a region. */
export const access = createGroup({
  name: 'access',
  description: 'Give people a role of a region for a span of time, end that, and tell who had what.',
  commands: [accessGrant, accessList, accessRevoke, accessReport],
  examples: `
Examples:
  atoll access grant aws-us-east-1 --role limited-administrator --person alice@example.com \\
    --subject arn:aws:iam::999999999999:role/alice --for 2h \\
    --reason "the database does not answer" --ticket INC-42 --approver bob@example.com
  atoll access list
  atoll access revoke aws-us-east-1 inc-42
  atoll access report --from 2026-07-01T00:00:00Z --to 2026-10-01T00:00:00Z`,
});
