import type { FromSchema } from 'json-schema-to-ts';
import { instantForm, instantPattern } from './instant.ts';
import { configApiVersion } from './region-schema.ts';

/** Roles of people that every region has. */
export const operatorRoles = [
  'read-only-operations',
  'elevated-operations',
  'limited-administrator',
] as const;

/** The role whose grants need four eyes, and that nobody has without one. */
export const FOUR_EYES_ROLE = 'limited-administrator';

/** Names of grants: they name sessions and labels, both of at most 63 characters. */
export const grantNamePattern = '^[a-z][a-z0-9-]{1,46}[a-z0-9]$';

/** {@link grantNamePattern} in words. */
export const grantNameForm =
  'a name of 3 to 48 lower-case letters, digits and dashes, a letter first, such as inc-42-database';

/** Persons: the characters that the name of a cloud session may have, so that an audit log can hold them. */
const personPattern = '^[A-Za-z0-9][A-Za-z0-9+=,.@_-]{1,63}$';

/** {@link personPattern} in words. */
const personForm = 'a person in 2 to 64 letters, digits and + = , . @ _ -, such as alice@example.com';

/** `spec` of an AccessGrant, without the clouds' own blocks. */
const specSchema = {
  type: 'object',
  description: 'Who may do what, from when until when, and why.',
  additionalProperties: false,
  required: ['role', 'subject', 'from', 'until', 'reason', 'ticket', 'approvers'],
  properties: {
    role: {
      type: 'string',
      pattern: '^[a-z][a-z0-9-]{1,46}[a-z0-9]$',
      'x-form': 'the name of a role of the region, such as limited-administrator',
      description:
        'Role that is granted: read-only-operations, elevated-operations, limited-administrator, or a role of the region.',
      'x-source': '"These roles and permissions are configured with limited time-based access"',
      'x-effect':
        'The trust policy of this role lets the subject in while the grant lasts; limited-administrator lets in nobody else, ever.',
    },
    subject: {
      type: 'object',
      description: 'Who it is granted to.',
      additionalProperties: false,
      required: ['person'],
      properties: {
        person: {
          type: 'string',
          pattern: personPattern,
          'x-form': personForm,
          description:
            'The person behind the identity, in a form that people know, such as an e-mail address.',
          'x-source': 'Ours: an auditor asks for people, not for identities of a cloud.',
          'x-effect': 'Stands in `atoll access report`; approvers are compared with it.',
        },
      },
    },
    from: {
      type: 'string',
      pattern: instantPattern,
      'x-form': instantForm,
      description: 'First instant of the grant, in UTC.',
      'x-source': '"These roles and permissions are configured with limited time-based access"',
      'x-effect':
        'Lower bound in the trust policy (`aws:CurrentTime`): a grant may be committed before it begins.',
    },
    until: {
      type: 'string',
      pattern: instantPattern,
      'x-form': instantForm,
      description:
        'First instant after the grant, in UTC; at most 12 hours after its begin for limited-administrator, 30 days for any other role.',
      'x-source':
        '"These roles and permissions are configured with limited time-based access"; the longest spans are ours: a shift, and a month.',
      'x-effect':
        'Upper bound in the trust policy and in a denial of what sessions of this grant do in the cloud: it ends without a commit. An end that is moved, or a file that is deleted, ends open sessions with its publication, however late that is. In the cluster, an open session goes on until its own end, at most the longest session of the role; only the access policy of limited-administrator goes with the publication. At the next synth it vanishes from the manifests.',
    },
    reason: {
      type: 'string',
      minLength: 10,
      maxLength: 200,
      description: 'Why it is needed; shown to infosec.',
      'x-source': 'Ours: an auditor asks why.',
      'x-effect': 'Stands in `atoll access report`.',
    },
    ticket: {
      type: 'string',
      pattern: '^[A-Za-z0-9][A-Za-z0-9._:/#?=&%+~-]{1,199}$',
      'x-form': 'a ticket in 2 to 200 characters without spaces, such as INC-42 or its URL',
      description: 'Incident or change that it belongs to.',
      'x-source': 'Ours: a reason alone cannot be looked up.',
      'x-effect': 'Stands in `atoll access report`.',
    },
    approvers: {
      type: 'array',
      default: [],
      maxItems: 10,
      uniqueItems: true,
      description: 'Persons who agreed; limited-administrator needs one at least who is not the subject.',
      'x-source': 'Ours, as the four eyes of Gardener and Teleport: nobody breaks the glass alone.',
      'x-effect':
        'Stands in `atoll access report`; that they did agree is held by the review of the pull request, which CODEOWNERS of the folders `access` asks for.',
      items: { type: 'string', pattern: personPattern, 'x-form': personForm, description: 'A person.' },
    },
  },
} as const;

/** Kind AccessGrant without the clouds' own blocks: `regions/<region>/access/<id>.yaml`. */
export const accessGrantSchema = {
  type: 'object',
  description: "Access to one of a region's roles for a person and for a span of time.",
  additionalProperties: false,
  required: ['apiVersion', 'kind', 'metadata', 'spec'],
  properties: {
    apiVersion: {
      type: 'string',
      const: configApiVersion,
      description: 'Version of the configuration format.',
    },
    kind: { type: 'string', const: 'AccessGrant', description: 'Kind of this file.' },
    metadata: {
      type: 'object',
      description: 'Identity of the grant.',
      additionalProperties: false,
      required: ['name'],
      properties: {
        name: {
          type: 'string',
          pattern: grantNamePattern,
          'x-form': grantNameForm,
          description: 'Name of the grant; equal to the name of its file.',
          'x-source':
            "Ours: a session of the grant has this name, so the cloud's audit log tells which grant it was.",
          'x-effect': 'The trust policy lets in only sessions of this name.',
        },
      },
    },
    spec: specSchema,
  },
} as const;

/** An AccessGrant after parsing and defaulting, without the clouds' own blocks (`spec.subject.<cloud>`). */
export type AccessGrantConfig = FromSchema<typeof accessGrantSchema>;
