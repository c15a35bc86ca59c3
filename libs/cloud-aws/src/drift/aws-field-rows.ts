import type { CloudFieldRow } from '@atoll/agent-model';
import { assignedFields, commonAssignedFields } from './assigned-fields.ts';
import { defaultFields } from './default-fields.ts';
import { hiddenFields } from './hidden-fields.ts';
import { spelledFields } from './spelled-fields.ts';

/** Every group of the provider's managed resources. */
const ALL = '*.aws.m.upbound.io';

const CRDS = 'provider-upjet-aws v2.6.0, package/crds';

/** Maps whose keys people choose. */
const MAPS: readonly CloudFieldRow[] = [
  { group: ALL, path: '/tags', does: 'map', source: CRDS },
  { group: 'eks.aws.m.upbound.io', kind: 'NodeGroup', path: '/labels', does: 'map', source: CRDS },
];

/** What AWS does by itself to the fields of its managed resources; the first row that fits a field decides. */
export const awsFieldRows: readonly CloudFieldRow[] = [
  ...hiddenFields.flatMap(({ fields, ...rest }) =>
    fields.map((path): CloudFieldRow => ({ ...toMatch(rest.kind), path, does: 'hide', source: rest.source })),
  ),
  ...spelledFields.flatMap(({ fields, as, ...rest }) =>
    fields.map(
      (path): CloudFieldRow => ({ ...toMatch(rest.kind), path, does: 'spell', as, source: rest.source }),
    ),
  ),
  ...defaultFields.flatMap(({ fields, ...rest }) =>
    Object.entries(fields).map(
      ([path, value]): CloudFieldRow => ({
        ...toMatch(rest.kind),
        path,
        does: 'default',
        value,
        source: rest.source,
      }),
    ),
  ),
  ...Object.entries(assignedFields).flatMap(([kind, fields]) =>
    fields.map((path): CloudFieldRow => ({ ...toMatch(kind), path, does: 'assign', source: CRDS })),
  ),
  ...commonAssignedFields.map((path): CloudFieldRow => ({ group: ALL, path, does: 'assign', source: CRDS })),
  ...MAPS,
];

/** `VPC.ec2` is the kind VPC of the group ec2.aws.m.upbound.io; `*` is every kind. */
function toMatch(kind: string): Pick<CloudFieldRow, 'group' | 'kind'> {
  if (kind === '*') return { group: ALL };
  const [name = '', service = ''] = kind.split('.');
  return { group: `${service}.aws.m.upbound.io`, kind: name };
}
