import type { LiveObject } from '@atoll/cloud';
import type { KindDefinition } from '@atoll/typed-object';
import { type AwsRegion, clusterNameOf } from './aws-region.ts';
import {
  databaseNameOf,
  endpointServiceNameOf,
  keyNameOf,
  systemNodesNameOf,
  vpcNameOf,
  zoneNameOf,
} from './cloud-names.ts';
import {
  Ec2LaunchTemplate,
  Ec2VPC,
  Ec2VPCEndpointService,
  EksCluster,
  KmsKey,
  RdsInstance,
  Route53Zone,
} from './schemas/index.ts';
import type { AwsObservedSpec } from './spec-schema.ts';
import { type Ingress, toIngress } from './to-ingress.ts';

/** Gives `status.atProvider` of one of the region's managed resources; empty while it is absent or has no status. */
type ReadStatus = (kind: KindDefinition<unknown>, name: string) => unknown;

/**
 * Gives what AWS has assigned, from the status of the region's managed resources.
 *
 * A value that is known and no longer shown is kept: what depends on it must not vanish because a provider restarts. The
 * ingress comes from the Service of the region's own cluster, if that is among the objects (see to-ingress.ts).
 */
export function toObserved(objects: readonly LiveObject[], region: AwsRegion): AwsObservedSpec {
  const previous = region.cloudObserved ?? {};
  const read: ReadStatus = (kind, name) => findStatus(objects, kind, name);
  const zone = read(Route53Zone, zoneNameOf(region));
  const nameServers = textsAt(zone, 'nameServers');
  const database = { ...previous.database, ...readDatabase(read(RdsInstance, databaseNameOf(region))) };
  return {
    ...previous,
    ...readIngress(objects, region),
    ...textField('keyArn', read(KmsKey, keyNameOf(region)), 'arn'),
    ...textField('vpcId', read(Ec2VPC, vpcNameOf(region)), 'id'),
    ...textField('oidcIssuer', read(EksCluster, clusterNameOf(region)), 'identity', 0, 'oidc', 0, 'issuer'),
    ...readTemplateVersion(read(Ec2LaunchTemplate, systemNodesNameOf(region))),
    ...textField('zoneId', zone, 'zoneId'),
    ...(nameServers.length === 0 ? {} : { nameServers }),
    ...textField(
      'endpointServiceName',
      read(Ec2VPCEndpointService, endpointServiceNameOf(region)),
      'serviceName',
    ),
    ...(Object.keys(database).length === 0 ? {} : { database }),
  };
}

function readIngress(objects: readonly LiveObject[], region: AwsRegion): { readonly ingress?: Ingress } {
  const service = objects.find(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Service');
  const hostname = valueAt(service?.status, 'loadBalancer', 'ingress', 0, 'hostname');
  if (typeof hostname !== 'string') return {};
  const ingress = toIngress(hostname, region.location, region.cloudSpec.account);
  return ingress === undefined ? {} : { ingress };
}

function readTemplateVersion(status: unknown): Pick<AwsObservedSpec, 'systemTemplateVersion'> {
  const version = valueAt(status, 'latestVersion');
  return typeof version === 'number' ? { systemTemplateVersion: version } : {};
}

function readDatabase(status: unknown): NonNullable<AwsObservedSpec['database']> {
  const allocatedGib = valueAt(status, 'allocatedStorage');
  return {
    ...textField('arn', status, 'arn'),
    ...textField('address', status, 'address'),
    ...textField('instanceClass', status, 'instanceClass'),
    ...(typeof allocatedGib === 'number' ? { allocatedGib } : {}),
  };
}

function findStatus(objects: readonly LiveObject[], kind: KindDefinition<unknown>, name: string): unknown {
  const found = objects.find(
    (object) =>
      object.kind === kind.kind && object.apiVersion === kind.apiVersion && object.metadata.name === name,
  );
  return valueAt(found?.status, 'atProvider');
}

function textField<Field extends string>(
  field: Field,
  value: unknown,
  ...path: readonly (string | number)[]
): { readonly [Name in Field]?: string } {
  const text = valueAt(value, ...path);
  // A computed key is typed as string.
  return (typeof text === 'string' && text !== '' ? { [field]: text } : {}) as {
    readonly [Name in Field]?: string;
  };
}

/** Sorted: AWS gives name servers in any order, and a new order is no change. */
function textsAt(value: unknown, field: string): string[] {
  const list = valueAt(value, field);
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string').sort() : [];
}

function valueAt(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null
        ? (at as Readonly<Record<string | number, unknown>>)[key]
        : undefined,
    value,
  );
}
