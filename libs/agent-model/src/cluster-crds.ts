import { CLUSTER_API_GROUP, CLUSTER_API_VERSION } from './names.ts';
import { driftRecordSpecSchema, driftRecordStatusSchema } from './drift-record-schema.ts';
import { regionSpecSchema, regionStatusSchema } from './region-schema.ts';

/** A CustomResourceDefinition of apiextensions.k8s.io/v1. */
export interface ClusterCrd {
  readonly apiVersion: 'apiextensions.k8s.io/v1';
  readonly kind: 'CustomResourceDefinition';
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

interface CrdRow {
  readonly kind: string;
  readonly plural: string;
  readonly shortNames: readonly string[];
  readonly scope: 'Cluster' | 'Namespaced';
  readonly spec: object;
  readonly status: object;
  /** Columns of `kubectl get`, each with its JSON path. */
  readonly columns: readonly (readonly [
    name: string,
    type: 'string' | 'integer' | 'date',
    jsonPath: string,
  ])[];
}

const ROWS: readonly CrdRow[] = [
  {
    kind: 'Region',
    plural: 'regions',
    shortNames: ['rg'],
    scope: 'Cluster',
    spec: regionSpecSchema,
    status: regionStatusSchema,
    columns: [
      ['Phase', 'string', '.status.phase'],
      ['Drifted', 'integer', '.status.drifted'],
      ['Unknown', 'integer', '.status.unknown'],
      ['Last word', 'date', '.status.agents[0].lastSeen'],
      ['Waiting for', 'string', '.status.waitingFor'],
      ['Age', 'date', '.metadata.creationTimestamp'],
    ],
  },
  {
    kind: 'DriftRecord',
    plural: 'driftrecords',
    shortNames: ['drift'],
    scope: 'Namespaced',
    spec: driftRecordSpecSchema,
    status: driftRecordStatusSchema,
    columns: [
      ['Region', 'string', '.spec.region'],
      ['Kind', 'string', '.spec.object.kind'],
      ['Object', 'string', '.spec.object.name'],
      ['Class', 'string', '.status.class'],
      ['Policy', 'string', '.status.policy'],
      ['Since', 'date', '.status.firstSeen'],
    ],
  },
];

/** The CRDs of `atoll.dev`, as they are rendered into every cluster that an agent runs in. */
export const clusterCrds: readonly ClusterCrd[] = ROWS.map(toCrd);

function toCrd({ kind, plural, shortNames, scope, spec, status, columns }: CrdRow): ClusterCrd {
  const properties = {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { type: 'object' },
    spec,
    status,
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${CLUSTER_API_GROUP}` },
    spec: {
      group: CLUSTER_API_GROUP,
      names: { kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase(), shortNames },
      scope,
      versions: [
        {
          name: CLUSTER_API_VERSION,
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', required: ['spec'], properties } },
          subresources: { status: {} },
          additionalPrinterColumns: columns.map(([name, type, jsonPath]) => ({ name, type, jsonPath })),
        },
      ],
    },
  };
}
