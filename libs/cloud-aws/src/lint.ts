import type { LintFinding, RenderedObject } from '@atoll/cloud';
import { ANYWHERE } from '@atoll/region-model';
import type { KindDefinition } from '@atoll/typed-object';
import type { AwsRegion } from './aws-region.ts';
import { findFenceBreaks } from './iam/fence.ts';
import { isGlobalKind, PROVIDER_CONFIG } from './managed-resource.ts';
import { managementPoliciesOf, resourceKinds } from './resource-kinds.ts';
import {
  Ec2DefaultSecurityGroup,
  Ec2SecurityGroupIngressRule,
  EksNodeGroup,
  RdsInstance,
} from './schemas/index.ts';
import { taggedKinds } from './tagged-kinds.ts';

/** Every IPv6 address. */
const ANYWHERE_IPV6 = '::/0';

/** A managed resource as the rules see it: every field may be missing. */
interface ManagedObject {
  readonly kind: KindDefinition<unknown>;
  readonly spec: {
    readonly managementPolicies?: unknown;
    readonly providerConfigRef?: { readonly kind?: unknown; readonly name?: unknown };
  };
  readonly forProvider: Readonly<Record<string, unknown>>;
}

/** One rule over a managed resource. */
type Rule = (object: ManagedObject, region: AwsRegion) => readonly LintFinding[];

const rules: readonly Rule[] = [
  checkProviderConfig,
  checkPolicies,
  checkRegionField,
  checkTags,
  checkNodeGroup,
  checkDatabase,
  checkIngress,
];

/** Gives what is wrong with one rendered object: the fence for all, the other rules for managed resources of AWS. */
export function lint(object: RenderedObject, region: AwsRegion): readonly LintFinding[] {
  const managed = toManaged(object);
  const findings = managed === undefined ? [] : rules.flatMap((rule) => rule(managed, region));
  return [...findFenceBreaks(object, region), ...findings];
}

function toManaged(object: RenderedObject): ManagedObject | undefined {
  const kind = [...resourceKinds.keys()].find(
    (candidate) => candidate.apiVersion === object.apiVersion && candidate.kind === object.kind,
  );
  if (kind === undefined) return undefined;
  const spec = (object.spec ?? {}) as ManagedObject['spec'] & {
    readonly forProvider?: Readonly<Record<string, unknown>>;
  };
  return { kind, spec, forProvider: spec.forProvider ?? {} };
}

function checkProviderConfig({ spec }: ManagedObject): readonly LintFinding[] {
  const { kind, name } = spec.providerConfigRef ?? {};
  if (kind === 'ProviderConfig' && name === PROVIDER_CONFIG) return [];
  return [
    {
      path: 'spec.providerConfigRef',
      rule: 'provider-config',
      message: `must be ProviderConfig ${PROVIDER_CONFIG} of the region's namespace, so that no other account's identity is used.`,
    },
  ];
}

function checkPolicies({ kind, spec }: ManagedObject): readonly LintFinding[] {
  const row = resourceKinds.get(kind);
  const allowed = row === undefined ? [] : managementPoliciesOf(row);
  const found = JSON.stringify(spec.managementPolicies);
  if (found === JSON.stringify(allowed) || found === '["Observe"]') return [];
  return [
    {
      path: 'spec.managementPolicies',
      rule: 'management-policies',
      message: `${found} is neither ${JSON.stringify(allowed)}, as resource-kinds.ts says for ${kind.kind}, nor ["Observe"].`,
    },
  ];
}

function checkRegionField({ kind, forProvider }: ManagedObject, region: AwsRegion): readonly LintFinding[] {
  const wanted = isGlobalKind(kind) ? undefined : region.location;
  if (forProvider['region'] === wanted) return [];
  const found = String(forProvider['region']);
  const message =
    wanted === undefined
      ? `${kind.kind} is global in AWS and has no region.`
      : `${found} is not the region's location ${wanted}.`;
  return [{ path: 'spec.forProvider.region', rule: 'region', message }];
}

function checkTags({ kind, forProvider }: ManagedObject, region: AwsRegion): readonly LintFinding[] {
  if (!taggedKinds.has(kind)) return [];
  const tags = (forProvider['tags'] ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(region.tags)
    .filter(([key, value]) => tags[key] !== value)
    .map(([key, value]) => ({
      path: `spec.forProvider.tags["${key}"]`,
      rule: 'tags',
      message: `must be ${JSON.stringify(value)}: leftovers are found and rights are bound by this tag.`,
    }));
}

function checkNodeGroup({ kind, forProvider }: ManagedObject): readonly LintFinding[] {
  if (kind !== EksNodeGroup) return [];
  const { minSize, maxSize, desiredSize } = (forProvider['scalingConfig'] ?? {}) as Readonly<
    Record<string, unknown>
  >;
  if (typeof desiredSize === 'number' && minSize === desiredSize && maxSize === desiredSize) return [];
  return [
    {
      path: 'spec.forProvider.scalingConfig',
      rule: 'node-group-size',
      message: 'minSize, maxSize and desiredSize must be equal: elasticity belongs to Karpenter.',
    },
  ];
}

function checkDatabase({ kind, forProvider }: ManagedObject): readonly LintFinding[] {
  if (kind !== RdsInstance || forProvider['publiclyAccessible'] === false) return [];
  return [
    {
      path: 'spec.forProvider.publiclyAccessible',
      rule: 'public-database',
      message: 'must be false: the event store cannot be queried from outside.',
    },
  ];
}

function checkIngress({ kind, forProvider }: ManagedObject): readonly LintFinding[] {
  const rule = 'open-ingress';
  if (
    kind === Ec2DefaultSecurityGroup &&
    (forProvider['ingress'] as readonly unknown[] | undefined)?.length !== 0
  ) {
    return [
      {
        path: 'spec.forProvider.ingress',
        rule,
        message: 'must be empty: nothing may use the default group.',
      },
    ];
  }
  if (kind !== Ec2SecurityGroupIngressRule) return [];
  return ['cidrIpv4', 'cidrIpv6']
    .filter((field) => forProvider[field] === ANYWHERE || forProvider[field] === ANYWHERE_IPV6)
    .map((field) => ({
      path: `spec.forProvider.${field}`,
      rule,
      message:
        'must not be every address: only load balancers are reached from anywhere, and their groups are not ours.',
    }));
}
