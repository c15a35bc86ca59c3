import { reasonForm, reasonPattern, roleSchema } from './role-schema.ts';

/** `spec.maintenance` of a Region. */
export const maintenanceSchema = {
  type: 'object',
  description: 'When disruptive changes may happen.',
  additionalProperties: false,
  required: ['window'],
  default: {},
  properties: {
    window: {
      type: 'object',
      description: 'Weekly window, in UTC.',
      additionalProperties: false,
      required: ['day', 'start', 'minutes'],
      default: {},
      properties: {
        day: {
          type: 'string',
          enum: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
          default: 'sun',
          description: 'Day of the week, in UTC.',
          'x-source': 'Requirement L2: the customer gives a preferred window.',
          'x-effect': "Moves the database's own maintenance and what Atoll commits as disruptive.",
        },
        start: {
          type: 'string',
          pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
          'x-form': 'a time as hh:mm, such as 03:00',
          default: '03:00',
          description: 'Start, hh:mm in UTC.',
          'x-source': 'Ours.',
          'x-effect': 'See day. The daily backup runs two hours earlier.',
        },
        minutes: {
          type: 'integer',
          minimum: 30,
          maximum: 480,
          default: 60,
          description: 'Length in minutes.',
          'x-source': 'Ours; the clouds want at least 30.',
          'x-effect': 'See day.',
        },
      },
    },
  },
} as const;

/** `spec.access` of a Region. */
export const accessSchema = {
  type: 'object',
  description: 'What the roles of the region may do beyond the table.',
  additionalProperties: false,
  required: ['extraGrants'],
  default: {},
  properties: {
    roles: {
      type: 'array',
      maxItems: 10,
      items: roleSchema,
      description: 'Roles of people for one use each, narrower than the three operator roles. Absent: none.',
      'x-source': '"Create IAM roles for your human users" "based on specific use cases"',
      'x-effect':
        'One role each, within the boundary of the operators; nothing in the list can widen a role.',
    },
    extraGrants: {
      type: 'array',
      default: [],
      description: "Cloud services beyond the Deployment role's ten that the owner grants.",
      'x-source':
        '"Full Create, Read, Update, and Destroy permissions on the following resources: EC2, EKS, IAM, KMS, Logs, RDS, Route53, S3, SecretsManager, and STS."',
      'x-effect': 'Lets synth render managed resources of these services; the grant shows in the IAM delta.',
      items: {
        type: 'object',
        description: 'One granted service.',
        additionalProperties: false,
        required: ['service', 'reason'],
        properties: {
          service: {
            type: 'string',
            pattern: '^[a-z][a-z0-9-]{1,30}$',
            'x-form': 'a service of 2 to 31 lower-case letters, digits and dashes, such as ecr',
            description: "The service as the cloud's permissions name it, such as ecr.",
            'x-source': 'Design §4.1.',
            'x-effect': 'Opens the fence for this service.',
          },
          reason: {
            type: 'string',
            minLength: 10,
            maxLength: 200,
            pattern: reasonPattern,
            'x-form': reasonForm,
            description: 'Why the owner grants it; shown to infosec.',
            'x-source': 'Ours.',
            'x-effect': 'Documentation only.',
          },
        },
      },
    },
  },
} as const;

/** A Git URL that Flux can pull, over https or ssh; a password in it is refused, credentials belong in a Secret. */
export const gitUrlPattern = '^(https?://|ssh://([a-z][a-z0-9_-]*@)?)[A-Za-z0-9.-]+(:\\d+)?/[^\\s?#]+$';

/** {@link gitUrlPattern} in words. */
export const gitUrlForm =
  'a Git URL over https or ssh without a password or a query, such as https://git.example.com/acme/deploy.git';

/** `spec.deploy` of a Region. */
export const deploySchema = {
  type: 'object',
  description: "Where the region's own half of the rendered manifests is published.",
  additionalProperties: false,
  default: {},
  properties: {
    repository: {
      type: 'string',
      pattern: gitUrlPattern,
      'x-form': gitUrlForm,
      description: "Git URL of a deploy repository of the region's own. Absent: the organization's.",
      'x-source':
        'Design §5: sparse checkout is no access control; a region that others must not read has its own repository.',
      'x-effect':
        "Points the region's Flux at this repository; nothing of other regions is in it. The control cluster reads stage flux from there, with the credentials in the Secret <organization's secretName>-region of namespace region-<name>.",
    },
  },
} as const;
