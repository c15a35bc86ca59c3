/**
 * Every action that is recorded, with the keys that its detail may have. A key that is not here is refused, so that
 * nobody passes a whole object, and a secret in it, into a record that can never be taken back.
 */
export const auditActions = {
  'agent.start': ['version', 'identity', 'policy', 'revision'],
  'agent.stop': ['identity', 'reason'],
  'leader.gain': ['identity', 'leaseTransitions'],
  'leader.lose': ['identity', 'reason'],
  'drift.acknowledge': ['driftId', 'comment', 'requestId'],
  'drift.ignore': ['driftId', 'until', 'reason', 'requestId'],
  'drift.heal-request': ['driftId', 'allowDisruptive', 'requestId'],
  'drift.adopt': ['driftId', 'path', 'commit', 'requestId'],
  'heal.flux': ['driftId', 'stage', 'revision', 'attempt', 'policy', 'reason'],
  'heal.apply': ['driftId', 'stage', 'revision', 'attempt', 'policy', 'healClass', 'uid', 'reason'],
  'heal.recreate': ['driftId', 'stage', 'revision', 'attempt', 'policy', 'healClass', 'reason'],
  'heal.stop': ['driftId', 'reason', 'until'],
  'pause.start': ['until', 'reason', 'match'],
  'pause.end': ['reason', 'match'],
  'grant.issue': ['role', 'from', 'until', 'approvedBy', 'reason', 'commit'],
  'grant.revoke': ['role', 'reason', 'commit'],
  'grant.expire': ['role', 'until', 'binding'],
  'key.rotate': ['ring', 'keyId', 'previousKeyId', 'phase', 'reason', 'objects'],
  'decision.propose': ['decision', 'field', 'was', 'is', 'commit', 'reason'],
  'access.deny': ['method', 'route', 'code', 'requestId', 'count'],
} as const;

/** Something that is recorded. */
export type AuditAction = keyof typeof auditActions;

/** Whether a text is the name of an action. */
export function isAuditAction(text: string): text is AuditAction {
  return Object.hasOwn(auditActions, text);
}
