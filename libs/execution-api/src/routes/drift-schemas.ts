import type { FromSchema } from 'json-schema-to-ts';

/** An instant of a request or answer, RFC 3339 in UTC. */
export const instant = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z$',
  description: 'RFC 3339 in UTC, such as 2026-11-30T03:00:00Z.',
} as const;

/** What an object can be, seen from Git. The same list as in the clusters' DriftRecord. */
export const driftClasses = [
  'InSync',
  'Modified',
  'Extra',
  'Missing',
  'Terminating',
  'Recreated',
  'Orphan',
  'Unknown',
] as const;

const safeValue = {
  type: 'object',
  additionalProperties: false,
  description: 'The value as JSON text, cut after 1,024 characters; a secret is only a digest.',
  properties: {
    json: { type: 'string' },
    cut: { type: 'boolean' },
    redacted: { type: 'string' },
    absent: { type: 'boolean' },
  },
} as const;

const writer = {
  type: 'object',
  additionalProperties: false,
  required: ['manager', 'operation'],
  properties: {
    manager: { type: 'string' },
    operation: { type: 'string' },
    subresource: { type: 'string' },
    time: { type: 'string' },
    user: { type: 'string' },
  },
} as const;

const change = {
  type: 'object',
  additionalProperties: false,
  required: ['path', 'was', 'is'],
  properties: {
    path: { type: 'string', description: 'JSON pointer in which list items are named by their key.' },
    was: safeValue,
    is: safeValue,
    by: writer,
  },
} as const;

const historyEntry = {
  type: 'object',
  additionalProperties: false,
  required: ['at', 'event'],
  properties: { at: instant, event: { type: 'string' }, by: { type: 'string' }, detail: { type: 'string' } },
} as const;

/** One drifted object, as a DriftRecord has it. */
export const driftSchema = {
  type: 'object',
  additionalProperties: false,
  required: [
    'id',
    'region',
    'half',
    'object',
    'class',
    'message',
    'firstSeen',
    'lastSeen',
    'changes',
    'history',
  ],
  properties: {
    id: { type: 'string', description: 'Name of the DriftRecord.' },
    region: { type: 'string' },
    half: { type: 'string', enum: ['control-plane', 'region'] },
    stage: { type: 'string' },
    object: {
      type: 'object',
      additionalProperties: false,
      required: ['apiVersion', 'kind', 'name'],
      properties: {
        apiVersion: { type: 'string' },
        kind: { type: 'string' },
        namespace: { type: 'string' },
        name: { type: 'string' },
      },
    },
    class: { type: 'string', enum: driftClasses },
    reason: { type: 'string' },
    message: { type: 'string' },
    firstSeen: instant,
    lastSeen: instant,
    healedAt: instant,
    revision: { type: 'string', description: 'Commit that the object was compared with.' },
    changes: { type: 'array', items: change },
    policy: { type: 'string', enum: ['observe', 'notify', 'flux', 'apply'] },
    healClass: { type: 'string', enum: ['safe', 'disruptive', 'destructive'] },
    nextAction: { type: 'string' },
    nextActionAt: instant,
    attempts: { type: 'integer', minimum: 0 },
    ignoreRule: { type: 'string', description: 'Ready to paste into region.yaml.' },
    acknowledged: {
      type: 'object',
      additionalProperties: false,
      required: ['by', 'at'],
      properties: { by: { type: 'string' }, at: instant, comment: { type: 'string' } },
    },
    ignored: {
      type: 'object',
      additionalProperties: false,
      required: ['by', 'until', 'reason'],
      properties: { by: { type: 'string' }, until: instant, reason: { type: 'string' } },
    },
    healRequested: {
      type: 'object',
      additionalProperties: false,
      required: ['by', 'at'],
      properties: { by: { type: 'string' }, at: instant, allowDisruptive: { type: 'boolean' } },
    },
    history: { type: 'array', items: historyEntry },
  },
} as const;

/** All drifted objects of a region that were asked for. */
export const driftListSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['items'],
  properties: { items: { type: 'array', items: driftSchema } },
} as const;

/** One drifted object. */
export type DriftAnswer = FromSchema<typeof driftSchema>;

/** All drifted objects that were asked for. */
export type DriftListAnswer = FromSchema<typeof driftListSchema>;
