import type { DriftAct } from '../execution-port.ts';
import { driftClasses, driftListSchema, driftSchema, instant } from './drift-schemas.ts';
import { auditListSchema, regionSchema } from './region-schemas.ts';
import type { Route, RouteInput } from './route.ts';

const REGION = '/v1/regions/{region}';
const DRIFT = `${REGION}/drift/{id}`;
const DEFAULT_LIMIT = 1000;

const text = { type: 'string', minLength: 1, maxLength: 1000 } as const;

/** Every operation of the API, in the order of its document. */
export const routeTable: readonly Route[] = [
  {
    operationId: 'readRegion',
    method: 'GET',
    path: REGION,
    summary: 'The region on its way to Ready, and when each agent was last heard.',
    role: 'viewer',
    status: 200,
    answer: regionSchema,
    answerName: 'Region',
    answerWith: ({ port, path }) => port.readRegion(regionOf(path)),
  },
  {
    operationId: 'listDrift',
    method: 'GET',
    path: `${REGION}/drift`,
    summary: 'Objects of the region that are not as Git has them.',
    role: 'viewer',
    query: { class: { type: 'string', enum: driftClasses, description: 'Only objects of this class.' } },
    status: 200,
    answer: driftListSchema,
    answerName: 'DriftList',
    answerWith: ({ port, path, query }) =>
      port.listDrift(regionOf(path), query as { readonly class?: string }),
  },
  {
    operationId: 'readDrift',
    method: 'GET',
    path: DRIFT,
    summary: 'One drifted object with its changes and history.',
    role: 'viewer',
    status: 200,
    answer: driftSchema,
    answerName: 'Drift',
    answerWith: ({ port, path }) => port.readDrift(regionOf(path), path['id'] ?? ''),
  },
  {
    operationId: 'acknowledgeDrift',
    method: 'POST',
    path: `${DRIFT}/acknowledge`,
    summary: 'Somebody has seen it: telling people stops until it changes.',
    role: 'operator',
    body: { type: 'object', additionalProperties: false, properties: { comment: text } },
    status: 200,
    answer: driftSchema,
    answerName: 'Drift',
    answerWith: (input) =>
      input.port.acknowledgeDrift({ ...toAct(input), ...(input.body as { comment?: string }) }),
  },
  {
    operationId: 'ignoreDrift',
    method: 'POST',
    path: `${DRIFT}/ignore`,
    summary: 'Neither tell nor heal until an instant.',
    role: 'operator',
    body: {
      type: 'object',
      additionalProperties: false,
      required: ['until', 'reason'],
      properties: { until: instant, reason: { ...text, minLength: 3 } },
    },
    status: 200,
    answer: driftSchema,
    answerName: 'Drift',
    answerWith: (input) =>
      input.port.ignoreDrift({ ...toAct(input), ...(input.body as { until: string; reason: string }) }),
  },
  {
    operationId: 'healDrift',
    method: 'POST',
    path: `${DRIFT}/heal`,
    summary: 'Heal now, whatever the window; what destroys is never done.',
    role: 'operator',
    body: {
      type: 'object',
      additionalProperties: false,
      properties: {
        allowDisruptive: { type: 'boolean', description: 'Also when healing interrupts something.' },
      },
    },
    status: 202,
    answer: driftSchema,
    answerName: 'Drift',
    answerWith: (input) =>
      input.port.healDrift({ ...toAct(input), ...(input.body as { allowDisruptive?: boolean }) }),
  },
  {
    operationId: 'listAudit',
    method: 'GET',
    path: `${REGION}/audit`,
    summary: 'Records of the audit log in a span, in the order of the chain.',
    role: 'viewer',
    query: {
      from: { ...instant, description: 'First instant.' },
      to: { ...instant, description: 'First instant after the span.' },
      limit: { type: 'integer', minimum: 1, maximum: DEFAULT_LIMIT, default: DEFAULT_LIMIT },
    },
    status: 200,
    answer: auditListSchema,
    answerName: 'AuditList',
    answerWith: ({ port, path, query }) =>
      port.listAudit(regionOf(path), { limit: DEFAULT_LIMIT, ...(query as { from?: string; to?: string }) }),
  },
];

function regionOf(path: Readonly<Record<string, string>>): string {
  return path['region'] ?? '';
}

function toAct({ path, actor, requestId }: RouteInput): DriftAct {
  return { region: regionOf(path), id: path['id'] ?? '', actor, requestId };
}
