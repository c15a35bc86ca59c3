import type { FromSchema } from 'json-schema-to-ts';
import { conditionsSchema } from './condition-schema.ts';
import { driftPolicies, healClasses } from './drift-policy.ts';
import { verdictClasses } from './verdict.ts';

const time = { type: 'string', format: 'date-time' } as const;

const safeValue = {
  type: 'object',
  properties: {
    json: { type: 'string' },
    cut: { type: 'boolean' },
    redacted: { type: 'string' },
    absent: { type: 'boolean' },
  },
} as const;

const writer = {
  type: 'object',
  required: ['manager', 'operation'],
  properties: {
    manager: { type: 'string' },
    operation: { type: 'string' },
    subresource: { type: 'string' },
    time: { type: 'string' },
    user: { type: 'string' },
  },
} as const;

/** What people decide about one drifted object; written by the CLI, never by the agent after creation. */
export const driftRecordSpecSchema = {
  type: 'object',
  required: ['region', 'half', 'object'],
  properties: {
    region: { type: 'string' },
    half: { type: 'string', enum: ['control-plane', 'region'] },
    /** Stage, the Kustomization that applies the object. */
    stage: { type: 'string' },
    object: {
      type: 'object',
      required: ['apiVersion', 'kind', 'name'],
      properties: {
        apiVersion: { type: 'string' },
        kind: { type: 'string' },
        namespace: { type: 'string' },
        name: { type: 'string' },
      },
    },
    /** Somebody has seen it; telling people stops until it changes. */
    acknowledged: {
      type: 'object',
      required: ['by', 'at'],
      properties: { by: { type: 'string' }, at: time, comment: { type: 'string' } },
    },
    /** Neither told nor healed until then. */
    ignored: {
      type: 'object',
      required: ['by', 'until', 'reason'],
      properties: { by: { type: 'string' }, until: time, reason: { type: 'string' } },
    },
    /** Heal now, whatever the window; a new value is a new request. */
    healRequested: {
      type: 'object',
      required: ['by', 'at'],
      properties: { by: { type: 'string' }, at: time, allowDisruptive: { type: 'boolean' } },
    },
  },
} as const;

/** What the agent found out about one drifted object. */
export const driftRecordStatusSchema = {
  type: 'object',
  properties: {
    class: { type: 'string', enum: verdictClasses },
    reason: { type: 'string' },
    message: { type: 'string' },
    uid: { type: 'string' },
    /** First and last sight of this drift; a healed one keeps them. */
    firstSeen: time,
    lastSeen: time,
    healedAt: time,
    /** Digest of class and changes: a new value is a new report. */
    digest: { type: 'string' },
    /** Commit that the object was compared with. */
    revision: { type: 'string' },
    changes: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'was', 'is'],
        properties: { path: { type: 'string' }, was: safeValue, is: safeValue, by: writer },
      },
    },
    policy: { type: 'string', enum: driftPolicies },
    healClass: { type: 'string', enum: healClasses },
    /** What happens next, in words, and when if it waits. */
    nextAction: { type: 'string' },
    nextActionAt: time,
    attempts: { type: 'integer', minimum: 0 },
    /** What the agent remembers of healing the object, as JSON: for whoever leads next, and for nobody else. */
    healing: { type: 'string' },
    /** Ready to paste under spec.agent.drift.ignore of region.yaml. */
    ignoreRule: { type: 'string' },
    /** The last 20, oldest first. */
    history: {
      type: 'array',
      maxItems: 20,
      items: {
        type: 'object',
        required: ['at', 'event'],
        properties: {
          at: time,
          event: { type: 'string' },
          by: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
    conditions: conditionsSchema,
  },
} as const;

/** `spec` of a DriftRecord. */
export type DriftRecordSpec = FromSchema<typeof driftRecordSpecSchema>;

/** `status` of a DriftRecord. */
export type DriftRecordStatus = FromSchema<typeof driftRecordStatusSchema>;
