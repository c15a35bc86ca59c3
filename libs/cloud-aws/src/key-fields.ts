import type { AwsRegion } from './aws-region.ts';
import { keyNameOf } from './cloud-names.ts';

/** A key field of a managed resource, or the reference beside it. */
export type KeyFields<Field extends string> = {
  readonly [Name in `${Field}Ref`]?: { readonly name: string };
} & { readonly [Name in Field]?: string };

/**
 * Gives a key field by `encryption.keys`: a reference to the region's own key (`managed`), the customer's ARN
 * (`customer`), or nothing, so that the service's own key is used (`provider`).
 *
 * @param field name without `Ref`, such as `kmsKeyId`
 */
export function keyFields<Field extends string>(region: AwsRegion, field: Field): KeyFields<Field> {
  // A computed key is typed as string, so each branch says which of the two fields it is.
  switch (region.encryption.keys) {
    case 'managed':
      return { [`${field}Ref`]: { name: keyNameOf(region) } } as KeyFields<Field>;
    case 'customer':
      return { [field]: region.cloudSpec.customerKeyArn } as KeyFields<Field>;
    case 'provider':
      return {} as KeyFields<Field>;
  }
}
