import type { FromSchema } from 'json-schema-to-ts';
import { driftPolicies } from './drift-policy.ts';

const instant = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$' } as const;

/** Which objects a rule is about; a field that is left out matches all. `name` and `namespace` may end with `*`. */
const match = {
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    group: { type: 'string' },
    kind: { type: 'string' },
    namespace: { type: 'string' },
    name: { type: 'string' },
    stage: { type: 'string' },
  },
} as const;

const override = {
  type: 'object',
  additionalProperties: false,
  required: ['match', 'policy'],
  properties: { match, policy: { type: 'string', enum: driftPolicies } },
} as const;

const ignoreRule = {
  type: 'object',
  additionalProperties: false,
  required: ['match', 'reason'],
  properties: {
    match,
    /** Paths as in a DriftChange; `*` stands for one step; whatever lies below is ignored too. */
    paths: { type: 'array', minItems: 1, items: { type: 'string', pattern: '^/' } },
    /** Field managers whose writes are never drift. */
    managers: { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } },
    until: instant,
    reason: { type: 'string', minLength: 3 },
  },
} as const;

const elasticField = {
  type: 'object',
  additionalProperties: false,
  required: ['match', 'path'],
  properties: {
    match,
    path: { type: 'string', pattern: '^/' },
    /** A number, or a quantity such as 400Gi; absent: unbounded on that side. */
    min: { type: ['number', 'string'] },
    max: { type: ['number', 'string'] },
    /** grows: a value below that of Git is drift even above min, as for a database's storage. */
    direction: { type: 'string', enum: ['any', 'grows'] },
  },
} as const;

const pause = {
  type: 'object',
  additionalProperties: false,
  required: ['until', 'actor', 'reason'],
  properties: {
    match,
    until: instant,
    actor: { type: 'string', minLength: 1 },
    reason: { type: 'string', minLength: 3 },
  },
} as const;

const window = {
  type: 'object',
  additionalProperties: false,
  required: ['day', 'start', 'minutes'],
  properties: {
    day: { type: 'string', enum: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] },
    start: { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' },
    minutes: { type: 'integer', minimum: 30, maximum: 1440 },
  },
} as const;

/** What synth tells an agent about one half of one region: `agent.json` in the ConfigMap `atoll-agent`. */
export const agentConfigSchema = {
  type: 'object',
  additionalProperties: false,
  required: [
    'apiVersion',
    'kind',
    'region',
    'organization',
    'cloud',
    'controlCluster',
    'half',
    'deploy',
    'drift',
    'maintenance',
    'freezes',
    'webhooks',
  ],
  properties: {
    apiVersion: { type: 'string', const: 'config.atoll.dev/v1alpha1' },
    kind: { type: 'string', const: 'AgentConfig' },
    region: { type: 'string' },
    organization: { type: 'string' },
    cloud: { type: 'string' },
    controlCluster: { type: 'string' },
    half: { type: 'string', enum: ['control-plane', 'region'] },
    deploy: {
      type: 'object',
      additionalProperties: false,
      required: ['url', 'branch'],
      properties: {
        url: { type: 'string' },
        branch: { type: 'string' },
        /** Secret with `username` and `password`, in the agent's namespace. Absent: nothing is needed. */
        secretName: { type: 'string' },
      },
    },
    drift: {
      type: 'object',
      additionalProperties: false,
      required: ['policy', 'overrides', 'ignore', 'elastic', 'pauses'],
      properties: {
        policy: { type: 'string', enum: driftPolicies },
        /** The last that matches decides. */
        overrides: { type: 'array', items: override },
        ignore: { type: 'array', items: ignoreRule },
        elastic: { type: 'array', items: elasticField },
        pauses: { type: 'array', items: pause },
      },
    },
    maintenance: {
      type: 'object',
      additionalProperties: false,
      required: ['timeZone', 'windows'],
      properties: { timeZone: { type: 'string' }, windows: { type: 'array', minItems: 1, items: window } },
    },
    freezes: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'from', 'until', 'reason'],
        properties: { name: { type: 'string' }, from: instant, until: instant, reason: { type: 'string' } },
      },
    },
    webhooks: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'url', 'secretName'],
        properties: {
          name: { type: 'string' },
          url: { type: 'string', pattern: '^https?://' },
          /** Secret with the key `hmacKey`, in the agent's namespace. */
          secretName: { type: 'string' },
        },
      },
    },
    executionApi: {
      type: 'object',
      additionalProperties: false,
      required: ['audience', 'viewerGroups', 'operatorGroups'],
      properties: {
        audience: { type: 'string' },
        /** Groups whose members may read, and those whose members may also act. */
        viewerGroups: { type: 'array', minItems: 1, items: { type: 'string' } },
        operatorGroups: { type: 'array', minItems: 1, items: { type: 'string' } },
        issuer: { type: 'string' },
        jwksUrl: { type: 'string', pattern: '^https://' },
      },
    },
  },
} as const;

/** What an agent knows about one half of one region beside the manifests. */
export type AgentConfig = FromSchema<typeof agentConfigSchema>;

/** Which objects a rule is about. */
export type ObjectMatch = FromSchema<typeof match>;

/** What is never drift. */
export type IgnoreRule = FromSchema<typeof ignoreRule>;

/** A field that others may move within bounds. */
export type ElasticField = FromSchema<typeof elasticField>;

/** Nothing is healed until then, by whose word and why. */
export type HealPause = FromSchema<typeof pause>;

/** A weekly window in the time zone of the maintenance block. */
export type WeekWindow = FromSchema<typeof window>;
