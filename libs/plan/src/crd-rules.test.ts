import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findTransitionRule, listKeysOf, transitionRules } from './crd-rules.ts';

const LIBS = join(import.meta.dirname, '../..');

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-validations'?: readonly { readonly rule: string; readonly message?: string }[];
}

interface Crd {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly schema: { readonly openAPIV3Schema: Schema } }[];
  };
}

const crds = readCrds();

describe('the rules of the CRDs of every library', () => {
  it('that forbid a change are all in the table', () => {
    const found = crds.flatMap((crd) =>
      walk(rootOf(crd)).flatMap(({ path, schema }) =>
        (schema['x-kubernetes-validations'] ?? [])
          .filter(({ rule }) => rule.includes('oldSelf'))
          .map(({ rule, message }) => `${kindOf(crd)} ${fieldOf(path, rule)}: ${message}`),
      ),
    );
    const listed = transitionRules
      .filter(({ source }) => source.startsWith('CRD'))
      .map(({ kind, path, reason }) => `${kind} ${path}: ${reason}`);

    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found)).toStrictEqual(new Set(listed));
  });

  it('that give items of a list keys are all in the table, status aside', () => {
    const missing = crds.flatMap((crd) =>
      walk(rootOf(crd))
        .filter(({ path }) => !path.startsWith('status'))
        .flatMap(({ path, schema }) => {
          const keys = schema['x-kubernetes-list-map-keys'];
          if (keys === undefined) return [];
          const known = listKeysOf(kindOf(crd), path);
          return JSON.stringify(known) === JSON.stringify(keys)
            ? []
            : [`${kindOf(crd)} ${path} ${keys.join(',')}`];
        }),
    );

    expect(missing).toStrictEqual([]);
  });
});

describe('a rule that forbids a change', () => {
  it.each([
    ['rbac.authorization.k8s.io RoleBinding', 'roleRef.name', 'a binding keeps its role'],
    ['apps Deployment', 'spec.selector.matchLabels.app', 'a workload keeps its selector'],
    ['apps Deployment', 'spec.replicas', undefined],
    ['karpenter.sh NodePool', 'spec.template.spec.nodeClassRef.kind', 'nodeClassRef.kind is immutable'],
    ['karpenter.sh NodePool', 'spec.template.spec.nodeClassRef.name', undefined],
    ['example.com RoleBinding', 'roleRef.name', undefined],
  ])('of %s is found for %s', (kind, path, reason) => {
    expect(findTransitionRule(kind, path)?.reason).toBe(reason);
  });
});

function readCrds(): readonly Crd[] {
  return readdirSync(LIBS)
    .map((lib) => join(LIBS, lib, 'src/schemas/crds'))
    .flatMap((folder) =>
      listJson(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Crd),
    );
}

function listJson(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    // Most libraries have no CRDs.
    return [];
  }
}

function kindOf({ spec }: Crd): string {
  return `${spec.group} ${spec.names.kind}`;
}

function rootOf({ spec }: Crd): Schema {
  return spec.versions[0]?.schema.openAPIV3Schema ?? {};
}

function walk(schema: Schema, path = ''): readonly { readonly path: string; readonly schema: Schema }[] {
  const below = Object.entries(schema.properties ?? {}).flatMap(([name, child]) =>
    walk(child, path === '' ? name : `${path}.${name}`),
  );
  const items = schema.items === undefined ? [] : walk(schema.items, path);
  return [{ path, schema }, ...below, ...items];
}

/** A rule of an object may be about one of its fields: `self.group == oldSelf.group`. */
function fieldOf(path: string, rule: string): string {
  const field = /oldSelf\.([A-Za-z]+)/.exec(rule)?.[1];
  return field === undefined ? path : `${path}.${field}`;
}
