import { problemStatus } from '../execution-error.ts';

/** A problem (RFC 9457); `code` stays the same across releases. */
export const problemSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['type', 'title', 'status', 'detail', 'code', 'instance'],
  properties: {
    type: { type: 'string', const: 'about:blank' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', enum: Object.keys(problemStatus) },
    instance: { type: 'string', description: 'urn:uuid: and the id of the request, as in X-Request-Id.' },
  },
} as const;
