import { partitionOf } from '../../aws-region.ts';
import * as kinds from '../../schemas/index.ts';
import { type KindRow, type ManagedView, type Scene, textOf } from './kind-row.ts';

/** What provider-aws calls for the zone and its records. */
export const dnsRows: readonly KindRow[] = [
  {
    kind: kinds.Route53Zone,
    service: 'route53',
    arn: zoneArn,
    actions: {
      observe: 'GetHostedZone ListResourceRecordSets ListTagsForResource',
      create: 'CreateHostedZone ChangeTagsForResource GetChange',
      update: 'ChangeTagsForResource UpdateHostedZoneComment',
      delete: 'DeleteHostedZone GetChange',
    },
    source: 'internal/service/route53/zone.go',
  },
  {
    kind: kinds.Route53Record,
    service: 'route53',
    arn: zoneArn,
    actions: {
      observe: 'GetHostedZone ListResourceRecordSets',
      create: 'ChangeResourceRecordSets GetChange',
      update: 'ChangeResourceRecordSets GetChange',
      delete: 'ChangeResourceRecordSets GetChange',
    },
    context: recordContext,
    source: 'internal/service/route53/record.go',
  },
];

function zoneArn(_zone: ManagedView, { region }: Scene): string {
  return `arn:${partitionOf(region)}:route53:::hostedzone/${region.cloudObserved?.zoneId ?? '*'}`;
}

function recordContext(record: ManagedView): Readonly<Record<string, readonly string[]>> {
  const [name, type] = [textOf(record, 'name'), textOf(record, 'type')];
  const key = 'route53:ChangeResourceRecordSets';
  return {
    // IAM sees names in lower case, with a star written as octal.
    [`${key}NormalizedRecordNames`]: name === undefined ? [] : [name.toLowerCase().replaceAll('*', '\\052')],
    [`${key}RecordTypes`]: type === undefined ? [] : [type],
    [`${key}Actions`]: ['UPSERT'],
  };
}
