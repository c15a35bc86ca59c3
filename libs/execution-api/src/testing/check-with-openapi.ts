import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { renderOpenapi } from '../routes/render-openapi.ts';
import type { TestAnswer, TestRequest } from './send-request.ts';

interface Content {
  readonly content: Readonly<Record<string, { readonly schema: object }>>;
}

interface Operation {
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: object }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

interface OpenapiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

type Validate = (schema: object, value: unknown) => void;

/**
 * Checks that an answer is one that the served document describes, and, if it is a success, that the request is too.
 * What the document has no operation for must be answered by a problem.
 */
export function checkWithOpenapi(path: string, request: TestRequest, answer: TestAnswer): void {
  const document = renderOpenapi('test') as unknown as OpenapiDocument;
  const { pathname, searchParams } = new URL(path, 'https://api');
  const validate = createValidate(document, path);
  const operation = findOperation(document, pathname, request.method ?? 'GET');
  if (operation === undefined || answer.status === 401 || answer.status === 405) {
    validate({ $ref: '#/components/schemas/Problem' }, answer.json);
    return;
  }
  const described = operation.responses[answer.status];
  expect(described, `${path}: status ${answer.status} is not described`).toBeDefined();
  const [mediaType, { schema }] = Object.entries(described?.content ?? {})[0] ?? ['', { schema: {} }];
  expect(answer.headers['content-type']).toBe(mediaType);
  validate(schema, answer.json);
  if (answer.status < 300) checkRequest(operation, { searchParams, body: request.body ?? '' }, validate);
}

function checkRequest(
  operation: Operation,
  { searchParams, body }: { readonly searchParams: URLSearchParams; readonly body: string },
  validate: Validate,
): void {
  for (const [name, value] of searchParams) {
    validate(operation.parameters.find((parameter) => parameter.name === name)?.schema ?? { not: {} }, value);
  }
  const schema = operation.requestBody?.content['application/json']?.schema;
  if (body !== '') validate(schema ?? { not: {} }, JSON.parse(body));
}

function createValidate(document: OpenapiDocument, path: string): Validate {
  const ajv = new Ajv2020({ strict: false, coerceTypes: true });
  ajv.addSchema(document, 'openapi');
  return (schema, value) => {
    const check = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/')) as object);
    expect(check(structuredClone(value)), `${path}: ${ajv.errorsText(check.errors)}`).toBe(true);
  };
}

function findOperation(document: OpenapiDocument, pathname: string, method: string): Operation | undefined {
  const found = Object.entries(document.paths).find(([template]) =>
    new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname),
  );
  return found?.[1][method.toLowerCase()];
}
