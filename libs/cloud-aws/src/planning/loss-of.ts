import type { RenderedObject } from '@atoll/cloud';
import type { KindDefinition } from '@atoll/typed-object';
import * as kinds from '../schemas/index.ts';
import { isObserveOnly, kindKeyOf, toFields } from './managed-object.ts';

/** Says what is lost with a resource of the given name in AWS. */
type DescribeLoss = (name: string) => string;

const losses: ReadonlyMap<string, DescribeLoss> = new Map(
  listLosses().map(([kind, describe]) => [`${kind.group} ${kind.kind}`, describe] as const),
);

/** Annotation that holds the name in AWS where it is not the object's own. */
const EXTERNAL_NAME = 'crossplane.io/external-name';

/**
 * Gives what the owner would lose with a resource, such as `the database atoll-x-db with its data and backups`.
 *
 * Undefined for what can be made again from Git, for what only configures another resource, and for what the owner made
 * and the region merely observes. That Crossplane leaves most of these in the account, since they carry no `Delete`
 * policy (resource-kinds.ts), is no reason to be silent: from then on nobody keeps them.
 */
export function lossOf(object: RenderedObject): string | undefined {
  if (isObserveOnly(object)) return undefined;
  return losses.get(kindKeyOf(object))?.(cloudNameOf(object));
}

function listLosses(): readonly (readonly [KindDefinition<unknown>, DescribeLoss])[] {
  return [
    [kinds.RdsInstance, (name) => `the database ${name} with its data and backups`],
    [kinds.S3Bucket, (name) => `the bucket ${name} with every object in it`],
    [kinds.KmsKey, (name) => `the key ${name}, and with it all data that is encrypted with it`],
    [
      kinds.Route53Zone,
      (name) => `the DNS zone ${name} with every name in it; a new one gets other name servers`,
    ],
    [kinds.LogsGroup, (name) => `the log group ${name} with its logs`],
    [kinds.SecretsManagerSecret, (name) => `the secret ${name} with the values that the owner put into it`],
    [
      kinds.EksCluster,
      (name) =>
        `the cluster ${name} with what stands only in it: key-encryption keys, Secrets, claims of volumes`,
    ],
  ];
}

/** Gives the name of a resource in AWS, as far as the object says it. */
export function cloudNameOf(object: RenderedObject): string {
  const { name, identifier } = toFields(toFields(object.spec)['forProvider']);
  const external = object.metadata.annotations?.[EXTERNAL_NAME];
  const named = [external, identifier, name].find((candidate) => typeof candidate === 'string');
  return typeof named === 'string' ? named : object.metadata.name;
}
