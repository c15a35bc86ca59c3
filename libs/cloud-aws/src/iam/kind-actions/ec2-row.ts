import type { KindDefinition } from '@atoll/typed-object';
import type { AwsRegion } from '../../aws-region.ts';
import { REGION_TAG, regionalArn } from '../arns.ts';
import { type ExtraNeed, type KindRow, type ResourceVerb, resourceVerbs } from './kind-row.ts';

/** What EC2 calls of a kind need. */
export interface Ec2Actions extends Readonly<Record<ResourceVerb, string>> {
  /** Type of the resource in its ARN. */
  readonly type: string;
  /** Types of resources that an action has to be allowed on too. Source: Service Authorization Reference, Amazon EC2. */
  readonly uses?: Readonly<Record<string, readonly string[]>>;
  /** File of terraform-provider-aws. */
  readonly source: string;
}

/** Gives the row of a kind of EC2. */
export function ec2Row(kind: KindDefinition<unknown>, row: Ec2Actions): KindRow {
  const { type, uses = {}, source } = row;
  const actions = { observe: row.observe, create: row.create, update: row.update, delete: row.delete };
  return {
    kind,
    service: 'ec2',
    arn: (_resource, { region }) => regionalArn(region, 'ec2', `${type}/*`),
    actions,
    needs: (_resource, { region }) => usesOf(region, actions, { uses, source }),
    source,
  };
}

function usesOf(
  region: AwsRegion,
  actions: Readonly<Record<ResourceVerb, string>>,
  { uses, source }: { readonly uses: Readonly<Record<string, readonly string[]>>; readonly source: string },
): readonly ExtraNeed[] {
  const context = { [`aws:ResourceTag/${REGION_TAG}`]: region.name, 'aws:RequestedRegion': region.location };
  return resourceVerbs.flatMap((verb) =>
    actions[verb].split(' ').flatMap((name) =>
      (uses[name] ?? []).map((type) => ({
        verb,
        action: `ec2:${name}`,
        resource: regionalArn(region, 'ec2', `${type}/*`),
        context,
        source,
      })),
    ),
  );
}
