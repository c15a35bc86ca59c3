import { type ProblemCode, problemStatus } from '../execution-error.ts';
import { problemSchema } from './problem-schema.ts';
import type { Route, Schema } from './route.ts';
import { routeTable } from './route-table.ts';

/** Problems that every operation may answer with. */
const ALWAYS: readonly ProblemCode[] = [
  'ERR_EXECUTION_REQUEST',
  'ERR_EXECUTION_TOKEN_MISSING',
  'ERR_EXECUTION_AUDIENCE',
  'ERR_EXECUTION_NOT_FOUND',
  'ERR_EXECUTION_RATE',
  'ERR_EXECUTION_INTERNAL',
  'ERR_EXECUTION_UNAVAILABLE',
];
const OF_A_BODY: readonly ProblemCode[] = [
  'ERR_EXECUTION_CONFLICT',
  'ERR_EXECUTION_BODY_SIZE',
  'ERR_EXECUTION_MEDIA_TYPE',
];

/** Gives the OpenAPI 3.1 document of the API, made of the table by which requests are routed and checked. */
export function renderOpenapi(version: string): Schema {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const route of routeTable) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: toOperation(route) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Atoll Execution API',
      version,
      description: 'Reads a region, its drift and its audit log, and asks its agent to act.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Problem: problemSchema,
        ...Object.fromEntries(routeTable.map(({ answerName, answer }) => [answerName, answer])),
      },
    },
  };
}

function toOperation(route: Route): Schema {
  const problems = route.body === undefined ? ALWAYS : [...ALWAYS, ...OF_A_BODY];
  return {
    operationId: route.operationId,
    summary: route.summary,
    description: `Needs the role ${route.role} and a token for the region's audience.`,
    parameters: [...toPathParameters(route), ...toQueryParameters(route)],
    ...(route.body === undefined ? {} : { requestBody: toRequestBody(route.body) }),
    responses: {
      [route.status]: toResponse('Done.', 'application/json', route.answerName),
      ...Object.fromEntries(
        problems.map((code) => [
          problemStatus[code],
          toResponse(code, 'application/problem+json', 'Problem'),
        ]),
      ),
    },
  };
}

function toPathParameters({ path }: Route): readonly Schema[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function toQueryParameters({ query = {} }: Route): readonly Schema[] {
  return Object.entries(query).map(([name, schema]) => ({ name, in: 'query', required: false, schema }));
}

function toRequestBody(schema: Schema): Schema {
  const required = Array.isArray(schema['required']);
  return { required, content: { 'application/json': { schema } } };
}

function toResponse(description: string, mediaType: string, schemaName: string): Schema {
  return {
    description,
    content: { [mediaType]: { schema: { $ref: `#/components/schemas/${schemaName}` } } },
  };
}
