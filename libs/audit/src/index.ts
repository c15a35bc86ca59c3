export { type AuditAction, auditActions, isAuditAction } from './audit-actions.ts';
export { AuditError } from './audit-error.ts';
export {
  type AuditEntry,
  type AuditHead,
  type AuditLine,
  type AuditOrigin,
  type AuditOutcome,
  auditOutcomes,
  type AuditRecord,
  type SafeDetail,
  type SafeDetailValue,
} from './audit-record.ts';
export type { AuditSink, AuditWarning } from './audit-sink.ts';
export { type AuditLog, type AuditLogOptions, openAuditLog } from './open-audit-log.ts';
export { type AuditQuery, queryRecords } from './query-records.ts';
export { createBucketSink, type LockedBucket } from './sinks/create-bucket-sink.ts';
export { createFolderSink } from './sinks/create-folder-sink.ts';
export { type AuditBranch, createGitSink } from './sinks/create-git-sink.ts';
export {
  type ChainFault,
  type ChainFaultKind,
  type ChainReport,
  verifyChain,
  type VerifyOptions,
} from './verify-chain.ts';
