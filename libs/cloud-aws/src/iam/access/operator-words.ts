import { type OperatorRole, operatorTable } from '../operator-table.ts';

/** A role in a person's words; no full stops. */
interface OperatorWords {
  readonly title: string;
  readonly purpose: string;
  readonly can: readonly string[];
  readonly cannot: readonly string[];
}

const NO_RIGHTS = [
  'Make or change users, groups, access keys, passwords or identity providers',
  'Change an operator role, the Deployment role or a boundary, its own included',
  'Make a role that is not within the boundary of workloads',
];

/** The four roles of the document; what the owner's can do is told by its statements. */
export const operatorWords: Readonly<Record<OperatorRole, OperatorWords>> = {
  deployment: {
    title: 'Deployment role',
    purpose: 'What Crossplane acts as: it makes and keeps everything of the region',
    can: [],
    cannot: [],
  },
  'read-only-operations': {
    title: 'Read-Only Operations',
    purpose: 'Looks, changes nothing',
    can: [
      `Read the configuration of ${listServices('read-only-operations')}`,
      'Read log events, redacted as they are',
    ],
    cannot: [
      'Change anything',
      'Read secrets, objects in buckets, passwords, user data of instances or VPN keys',
      'Decrypt anything',
    ],
  },
  'elevated-operations': {
    title: 'Elevated Operations',
    purpose: 'Creates, reads and updates, destroys nothing',
    can: [
      `Create, read and update in ${listServices('elevated-operations')}`,
      'Make empty roles for software, within the boundary of workloads',
      'Use keys where a service asks for it on its behalf',
    ],
    cannot: [
      'Delete, stop, detach, revoke or disable anything',
      'Read secrets, objects in buckets, passwords or console output',
      'Give anybody rights: in IAM, in the cluster, by a key, by a bucket policy',
      ...NO_RIGHTS,
    ],
  },
  'limited-administrator': {
    title: 'Limited Administrator',
    purpose:
      "Break glass: everything that the Deployment role may do, on the region's own resources, while a grant lasts",
    can: [
      `Create, read, update and destroy in ${listServices('limited-administrator')}, where the resource carries the region's tag or name`,
      'Assume roles of the region that trust it',
    ],
    cannot: [
      'Anything without a live grant, or after the last one ended',
      'Act on resources that are not the region’s, or make something the region’s by a tag',
      'Delete backups before their lock ends',
      ...NO_RIGHTS,
    ],
  },
};

function listServices(role: OperatorRole): string {
  return operatorTable[role].services.join(', ');
}
