import type { FromSchema } from 'json-schema-to-ts';
import { instant } from './drift-schemas.ts';

const agent = {
  type: 'object',
  additionalProperties: false,
  required: ['half', 'lastSeen', 'sequence'],
  properties: {
    half: { type: 'string', enum: ['control-plane', 'region'] },
    lastSeen: instant,
    sequence: { type: 'integer' },
    version: { type: 'string' },
    leader: { type: 'string' },
    revision: { type: 'string' },
    revisionAt: instant,
    stale: { type: 'boolean' },
    objects: { type: 'integer' },
    drifted: { type: 'integer' },
    unknown: { type: 'integer' },
    message: { type: 'string' },
  },
} as const;

const condition = {
  type: 'object',
  additionalProperties: false,
  required: ['type', 'status', 'lastTransitionTime', 'reason', 'message'],
  properties: {
    type: { type: 'string' },
    status: { type: 'string', enum: ['True', 'False', 'Unknown'] },
    lastTransitionTime: instant,
    observedGeneration: { type: 'integer' },
    reason: { type: 'string' },
    message: { type: 'string' },
  },
} as const;

const smokeResult = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'passed'],
  properties: {
    id: { type: 'string' },
    passed: { type: 'boolean' },
    result: { type: 'string', enum: ['passed', 'failed', 'unknown'] },
    message: { type: 'string' },
    since: instant,
  },
} as const;

/** A region, as its Region object has it. */
export const regionSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'cloud', 'location', 'organization', 'controlCluster', 'isDeploymentTarget'],
  properties: {
    name: { type: 'string' },
    cloud: { type: 'string' },
    location: { type: 'string' },
    organization: { type: 'string' },
    controlCluster: { type: 'string' },
    isDeploymentTarget: { type: 'boolean' },
    phase: { type: 'string', enum: ['Requested', 'Bootstrapped', 'Provisioning', 'Smoke', 'Ready'] },
    phaseSince: instant,
    waitingFor: { type: 'string' },
    waitingSince: instant,
    nextAction: { type: 'string' },
    drifted: { type: 'integer' },
    unknown: { type: 'integer' },
    agents: { type: 'array', items: agent },
    smoke: { type: 'array', items: smokeResult },
    conditions: { type: 'array', items: condition },
  },
} as const;

const auditRecord = {
  type: 'object',
  additionalProperties: false,
  required: [
    'sequence',
    'at',
    'actor',
    'action',
    'region',
    'subject',
    'outcome',
    'detail',
    'previous',
    'hash',
  ],
  properties: {
    sequence: { type: 'integer', minimum: 1 },
    at: instant,
    actor: { type: 'string' },
    action: { type: 'string' },
    region: { type: 'string' },
    subject: { type: 'string' },
    outcome: { type: 'string', enum: ['done', 'failed', 'denied'] },
    detail: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean', 'null'] } },
    previous: { type: 'string' },
    hash: { type: 'string' },
  },
} as const;

/** Records of a span, in the order of the chain. */
export const auditListSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['items', 'isCut'],
  properties: {
    items: { type: 'array', items: auditRecord },
    isCut: { type: 'boolean', description: 'There are more than the limit; ask from the last one on.' },
  },
} as const;

/** A region. */
export type RegionAnswer = FromSchema<typeof regionSchema>;

/** Records of a span. */
export type AuditListAnswer = FromSchema<typeof auditListSchema>;
