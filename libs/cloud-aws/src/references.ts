import type { RenderedObject } from '@atoll/cloud';
import type { KindDefinition } from '@atoll/typed-object';
import * as kinds from './schemas/index.ts';

/**
 * Kind that each reference field names, by the field's name; a field that is not here is refused by the lint.
 *
 * Source: reference configuration of provider-upjet-aws v2.6.0 (config/namespaced).
 */
export const referenceTargets: Readonly<Record<string, KindDefinition<unknown>>> = {
  bucketRef: kinds.S3Bucket,
  clusterNameRef: kinds.EksCluster,
  dbSubnetGroupNameRef: kinds.RdsSubnetGroup,
  gatewayIdRef: kinds.Ec2InternetGateway,
  kmsKeyIdRef: kinds.KmsKey,
  kmsMasterKeyIdRef: kinds.KmsKey,
  masterUserSecretKmsKeyIdRef: kinds.KmsKey,
  monitoringRoleArnRef: kinds.IamRole,
  natGatewayIdRef: kinds.Ec2NATGateway,
  nodeRoleArnRef: kinds.IamRole,
  parameterGroupNameRef: kinds.RdsParameterGroup,
  policyArnRef: kinds.IamPolicy,
  principalArnFromRoleRef: kinds.IamRole,
  principalArnRef: kinds.EksAccessEntry,
  roleArnRef: kinds.IamRole,
  roleRef: kinds.IamRole,
  routeTableIdRef: kinds.Ec2RouteTable,
  securityGroupIdRef: kinds.Ec2SecurityGroup,
  subnetIdRef: kinds.Ec2Subnet,
  subnetIdRefs: kinds.Ec2Subnet,
  targetKeyIdRef: kinds.KmsKey,
  vpcEndpointIdRef: kinds.Ec2VPCEndpoint,
  vpcEndpointServiceIdRef: kinds.Ec2VPCEndpointService,
  vpcIdRef: kinds.Ec2VPC,
  vpcSecurityGroupIdRefs: kinds.Ec2SecurityGroup,
  zoneIdRef: kinds.Route53Zone,
};

/** References to Secrets, which are no managed resources. */
const SECRET_REFERENCE = /SecretRef$/;

/** Fields that name other managed resources. */
const REFERENCE = /(?:Refs?|Selector)$/;

/** A reference field of a rendered object. */
export interface Reference {
  /** Path inside the object, such as `spec.forProvider.subnetIdRefs[1].name`. */
  readonly path: string;
  /** Name of the field, such as `subnetIdRefs`. */
  readonly field: string;
  /** Name of the object that is meant; undefined for a selector or a reference without one. */
  readonly name: string | undefined;
  readonly namespace: string | undefined;
}

/** Gives every reference below `spec.forProvider` and `spec.initProvider`, in the order of the fields. */
export function listReferences(object: RenderedObject): readonly Reference[] {
  const spec = toFields(object.spec);
  return ['forProvider', 'initProvider'].flatMap((block) =>
    listFieldReferences(spec[block], `spec.${block}`),
  );
}

function listFieldReferences(value: unknown, path: string): readonly Reference[] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => listFieldReferences(item, `${path}[${index}]`));
  return Object.entries(toFields(value)).flatMap(([field, child]) => {
    const childPath = `${path}.${field}`;
    if (!REFERENCE.test(field) || SECRET_REFERENCE.test(field)) return listFieldReferences(child, childPath);
    const targets = Array.isArray(child)
      ? child.map((item, index) => ({ item, at: `${childPath}[${index}]` }))
      : [{ item: child, at: childPath }];
    return targets.map(({ item, at }) => toReference(item, at, field));
  });
}

function toReference(value: unknown, path: string, field: string): Reference {
  const { name, namespace } = toFields(value);
  return {
    path: `${path}.name`,
    field,
    name: typeof name === 'string' ? name : undefined,
    namespace: typeof namespace === 'string' ? namespace : undefined,
  };
}

function toFields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
