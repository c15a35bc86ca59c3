import type { AwsRegion } from './aws-region.ts';
import type { AwsRegionSpec } from './spec-schema.ts';

/** A private connection of a region. */
export type PrivateConnection = AwsRegionSpec['privateConnections'][number];

/** A private connection of one type. */
export type ConnectionOf<Type extends PrivateConnection['type']> = Extract<PrivateConnection, { type: Type }>;

/** Gives the region's connection of that type; a region has at most one. */
export function findConnection<Type extends PrivateConnection['type']>(
  region: AwsRegion,
  type: Type,
): ConnectionOf<Type> | undefined {
  return region.cloudSpec.privateConnections.find(
    (connection): connection is ConnectionOf<Type> => connection.type === type,
  );
}
