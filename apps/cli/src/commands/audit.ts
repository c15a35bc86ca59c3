import { createGroup } from '../command-group.ts';
import { queryAudit } from './audit/query.ts';
import { verifyAudit } from './audit/verify.ts';

/** `atoll audit`: who did what, and whether the log is as it was written. */
export const audit = createGroup({
  name: 'audit',
  description: 'Ask the audit log who did what, and verify that nobody changed it.',
  commands: [queryAudit, verifyAudit],
  examples: `
Examples:
  atoll audit query /var/log/atoll/audit --region aws-us-east-1 --from 2026-03-01T00:00:00Z --to 2026-04-01T00:00:00Z
  atoll audit verify /var/log/atoll/audit`,
});
