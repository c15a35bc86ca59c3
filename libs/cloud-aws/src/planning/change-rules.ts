import * as kinds from '../schemas/index.ts';
import { bucketRules } from './bucket-rules.ts';
import type { ChangeRule } from './change-rule.ts';
import { databaseRules } from './database-rules.ts';
import { isShrunk } from './field-values.ts';
import { networkRules } from './network-rules.ts';

/** The rules of every kind but those of EKS and RDS, the first that fits holds. Each says where it is written. */
export const changeRules: readonly ChangeRule[] = [
  ...databaseRules,
  ...networkRules,
  ...bucketRules,
  {
    kind: kinds.LogsGroup,
    fields: ['retentionInDays'],
    when: isShrunk,
    verdict: {
      effect: 'destructive',
      reason: 'log events older than the new retention are deleted',
      source: 'CloudWatch Logs API, PutRetentionPolicy',
    },
  },
  {
    kind: kinds.KmsKey,
    fields: ['isEnabled'],
    when: ({ to }) => to === false,
    verdict: {
      effect: 'destructive',
      reason: 'a disabled key makes everything that it encrypted unreadable at once',
      remedy: 'enable it again before the next restart of the database or of a node',
      source: 'AWS KMS Developer Guide, "Enable and disable keys"',
    },
  },
  {
    kind: kinds.Route53Record,
    fields: ['alias', 'records'],
    verdict: {
      effect: 'disruptive',
      reason: 'the name leads elsewhere as soon as resolvers forget the old answer',
      source: 'Route 53 API, ChangeResourceRecordSets',
    },
  },
];
