import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { DescribedKind } from './described-kind.ts';
import type { OpenApiSchema } from './openapi-schema.ts';
import { asJsonObject, isJsonObject, toSortedJson } from './plain-json.ts';
import { SchemasError } from './schemas-error.ts';
import { stripSchema } from './strip-crd.ts';

/** Kinds of Kubernetes itself, with the components that their schemas refer to. */
export interface KubernetesKinds {
  readonly kinds: readonly DescribedKind[];
  /** Every component within reach of a kind's fields, free of descriptions, by its full name. */
  readonly components: Readonly<Record<string, OpenApiSchema>>;
  /** Hex digest of each document that was read, by its file name. */
  readonly sha256: Readonly<Record<string, string>>;
}

interface ApiDocument {
  readonly file: string;
  readonly sha256: string;
  readonly schemas: Readonly<Record<string, OpenApiSchema>>;
  readonly paths: Readonly<Record<string, unknown>>;
}

const COMPONENT_PREFIX = '#/components/schemas/';

/** Fields whose schema is Atoll's own or that rendered objects never carry. */
const LEFT_OUT_FIELDS = ['apiVersion', 'kind', 'metadata', 'status'];

/**
 * Reads kinds from Kubernetes' OpenAPI v3 documents (`api/openapi-spec/v3` of a release).
 *
 * @param names `<apiVersion>/<Kind>`, such as `apps/v1/Deployment` or `v1/ConfigMap`
 * @throws SchemasError `ERR_SCHEMAS_KIND_MISSING` when a document or a kind in it does not exist
 */
export async function readKubernetesKinds(
  folder: string,
  names: readonly string[],
): Promise<KubernetesKinds> {
  const kinds: DescribedKind[] = [];
  const components: Record<string, OpenApiSchema> = {};
  const sha256: Record<string, string> = {};
  for (const name of names) {
    const place = name.lastIndexOf('/');
    const apiVersion = name.slice(0, place);
    const document = await readDocument(folder, apiVersion);
    const kind = describeKind(document, apiVersion, name.slice(place + 1));
    sha256[document.file] = document.sha256;
    kinds.push(kind);
    for (const field of Object.values(kind.schema.properties ?? {})) {
      collectComponents(field, document, components);
    }
  }
  return { kinds, components: toSortedJson(components) as Readonly<Record<string, OpenApiSchema>>, sha256 };
}

/** Gives the component's name for a `$ref`. */
export function toComponentName(ref: string): string {
  return ref.slice(COMPONENT_PREFIX.length);
}

async function readDocument(folder: string, apiVersion: string): Promise<ApiDocument> {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const file = group === '' ? `api__${version}_openapi.json` : `apis__${group}__${version}_openapi.json`;
  const text = await readFile(join(folder, file), 'utf8').catch((cause: unknown) => {
    throw new SchemasError('ERR_SCHEMAS_KIND_MISSING', `${folder}: ${file} is not readable`, { cause });
  });
  const document = asJsonObject(JSON.parse(text));
  return {
    file,
    sha256: createHash('sha256').update(text).digest('hex'),
    schemas: asJsonObject(asJsonObject(document['components'])['schemas']) as ApiDocument['schemas'],
    paths: asJsonObject(document['paths']),
  };
}

function describeKind(document: ApiDocument, apiVersion: string, kind: string): DescribedKind {
  const path = Object.entries(document.paths).find(([, methods]) => isCreationOf(methods, kind))?.[0];
  const schema = Object.entries(document.schemas).find(
    ([name, candidate]) => name.endsWith(`.${kind}`) && isOfKind(candidate, kind),
  )?.[1];
  if (path === undefined || schema === undefined) {
    throw new SchemasError(
      'ERR_SCHEMAS_KIND_MISSING',
      `${document.file}: no kind ${kind}; correct kinds.json`,
    );
  }
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  return {
    name: kind,
    group: group ?? '',
    version: version ?? '',
    apiVersion,
    kind,
    plural: path.slice(path.lastIndexOf('/') + 1),
    namespaced: path.includes('/namespaces/{namespace}/'),
    schema: withoutOwnFields(stripSchema(schema) as OpenApiSchema),
  };
}

function withoutOwnFields(schema: OpenApiSchema): OpenApiSchema {
  const fields = Object.entries(schema.properties ?? {}).filter(([name]) => !LEFT_OUT_FIELDS.includes(name));
  const required = (schema.required ?? []).filter((name) => !LEFT_OUT_FIELDS.includes(name));
  return { type: 'object', properties: Object.fromEntries(fields), required };
}

function isCreationOf(methods: unknown, kind: string): boolean {
  const post = asJsonObject(asJsonObject(methods)['post']);
  return (
    post['x-kubernetes-action'] === 'post' &&
    asJsonObject(post['x-kubernetes-group-version-kind'])['kind'] === kind
  );
}

function isOfKind(schema: OpenApiSchema, kind: string): boolean {
  const kinds = asJsonObject(schema)['x-kubernetes-group-version-kind'];
  return Array.isArray(kinds) && kinds.some((candidate) => asJsonObject(candidate)['kind'] === kind);
}

function collectComponents(
  schema: unknown,
  document: ApiDocument,
  into: Record<string, OpenApiSchema>,
): void {
  if (Array.isArray(schema)) {
    schema.forEach((part) => collectComponents(part, document, into));
    return;
  }
  if (!isJsonObject(schema)) {
    return;
  }
  const ref = schema['$ref'];
  if (typeof ref === 'string' && into[toComponentName(ref)] === undefined) {
    const name = toComponentName(ref);
    const component = stripSchema(document.schemas[name] ?? {}) as OpenApiSchema;
    into[name] = component;
    collectComponents(component, document, into);
  }
  Object.values(schema).forEach((part) => collectComponents(part, document, into));
}
