import type { FromSchema } from 'json-schema-to-ts';
import { conditionsSchema } from './condition-schema.ts';

const time = { type: 'string', format: 'date-time' } as const;

/** The rungs of a region's way, in order. Only a Ready region counts as a deployment target. */
export const regionPhases = ['Requested', 'Bootstrapped', 'Provisioning', 'Smoke', 'Ready'] as const;

/** A rung of a region's way. */
export type RegionPhase = (typeof regionPhases)[number];

/** What synth says about a region, in every cluster that knows it. */
export const regionSpecSchema = {
  type: 'object',
  required: ['cloud', 'location', 'organization', 'controlCluster'],
  properties: {
    cloud: { type: 'string' },
    location: { type: 'string' },
    organization: { type: 'string' },
    controlCluster: { type: 'string' },
  },
} as const;

const agentReport = {
  type: 'object',
  required: ['half', 'lastSeen', 'sequence'],
  properties: {
    half: { type: 'string', enum: ['control-plane', 'region'] },
    lastSeen: time,
    /** Grows by one with each word; a gap is a word that was lost. */
    sequence: { type: 'integer', format: 'int64' },
    version: { type: 'string' },
    leader: { type: 'string' },
    /** Commit that the agent compares with. */
    revision: { type: 'string' },
    revisionAt: time,
    stale: { type: 'boolean' },
    objects: { type: 'integer' },
    drifted: { type: 'integer' },
    unknown: { type: 'integer' },
    message: { type: 'string' },
  },
} as const;

/** What the agents found out about a region. */
export const regionStatusSchema = {
  type: 'object',
  properties: {
    phase: { type: 'string', enum: regionPhases },
    phaseSince: time,
    waitingFor: { type: 'string' },
    waitingSince: time,
    nextAction: { type: 'string' },
    drifted: { type: 'integer' },
    unknown: { type: 'integer' },
    agents: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['half'],
      items: agentReport,
    },
    smoke: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'passed'],
        properties: {
          id: { type: 'string' },
          passed: { type: 'boolean' },
          /** unknown is not passed: what could not be observed says why in message. */
          result: { type: 'string', enum: ['passed', 'failed', 'unknown'] },
          message: { type: 'string' },
          since: time,
        },
      },
    },
    conditions: conditionsSchema,
  },
} as const;

/** `spec` of a Region in a cluster. */
export type RegionSpec = FromSchema<typeof regionSpecSchema>;

/** `status` of a Region in a cluster. */
export type RegionStatus = FromSchema<typeof regionStatusSchema>;
