import { imageForm, imagePattern } from './image-reference.ts';
import { driftSchema } from './region-schema-drift.ts';
import { cidrForm, cidrPattern } from './region-schema-network.ts';

/** Where it comes from which addresses an agent may reach. */
const EGRESS_SOURCE = 'Least privilege: egress to DNS, the API server and the hosts that the agent talks to.';

/** Where it comes from that the agent does not heal unless it is told to. */
const ACCESS_SOURCE =
  'Least privilege: a dry-run is authorised as a patch, so even looking closer is more than reading.';

/** Secrets of the agent's namespace. */
const secretPattern = '^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$';

const secretForm =
  'the name of a Secret, of lower-case letters, digits, dots and dashes, such as agent-webhook';

/** What the account of an agent may do. */
export const agentAccessSchema = {
  type: 'string',
  enum: ['read-only', 'remediating'],
  default: 'read-only',
  'x-source': ACCESS_SOURCE,
} as const;

/** Image of the agent. */
export const agentImageSchema = {
  type: 'string',
  pattern: imagePattern,
  maxLength: 500,
  'x-form': imageForm,
  'x-source': 'Design §4.12: image references carry a digest; synth refuses a tag without one.',
} as const;

/** Whom an agent tells. */
export const webhooksSchema = {
  type: 'array',
  default: [],
  maxItems: 10,
  description: 'Whom the agent tells of drift: CloudEvents over HTTPS, signed.',
  'x-source': 'Design §6: the duty reports by event, status, metrics and history.',
  'x-effect': 'Told with the policy notify and above.',
  items: {
    type: 'object',
    description: 'One receiver.',
    additionalProperties: false,
    required: ['name', 'url', 'secretName'],
    properties: {
      name: {
        type: 'string',
        pattern: '^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$',
        'x-form': 'a name of lower-case letters, digits and dashes, such as on-call',
        description: 'Name of the receiver, unique in the list.',
      },
      url: {
        type: 'string',
        pattern: '^https://[A-Za-z0-9.-]+(:\\d{1,5})?(/[^\\s#]*)?$',
        'x-form': 'an address over https without user and password, such as https://hooks.example.com/atoll',
        description: 'Where events are sent.',
      },
      secretName: {
        type: 'string',
        pattern: secretPattern,
        'x-form': secretForm,
        description: 'Secret in namespace atoll-system whose key hmacKey signs what is sent.',
        'x-effect': 'Only its name is rendered; the Secret itself is never in Git.',
      },
    },
  },
} as const;

function ranges(description: string) {
  return {
    type: 'array',
    minItems: 1,
    maxItems: 40,
    uniqueItems: true,
    description,
    'x-source': EGRESS_SOURCE,
    'x-effect': 'Rendered into the NetworkPolicy of the agent.',
    items: { type: 'string', pattern: cidrPattern, 'x-form': cidrForm, description: 'An IPv4 range.' },
  } as const;
}

/** Addresses that an agent may reach. */
export const egressSchema = {
  type: 'object',
  description: 'Addresses that the agent may reach, beside DNS. A NetworkPolicy knows no host names.',
  additionalProperties: false,
  default: {},
  properties: {
    apiServer: ranges(
      'API server, on ports 443 and 6443. Absent: private address space, in which it always has an address.',
    ),
    git: ranges(
      'Git host of the deploy repository. Absent: its port is open to every address, and synth says so.',
    ),
    webhook: ranges(
      'Hosts of the webhooks. Absent: their ports are open to every address, and synth says so.',
    ),
    jwks: ranges(
      'Host of executionApi.jwksUrl. Absent: its port is open to every address, and synth says so.',
    ),
    prometheus: ranges('Prometheus, on ports 443 and 9090. Absent: it is not reached.'),
    kms: ranges("The cloud's key service, on port 443. Absent: it is not reached."),
  },
} as const;

const windowSchema = {
  type: 'object',
  description: 'One weekly window.',
  additionalProperties: false,
  required: ['day', 'start', 'minutes'],
  properties: {
    day: {
      type: 'string',
      enum: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
      description: 'Day of the week.',
    },
    start: {
      type: 'string',
      pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
      'x-form': 'a time as hh:mm, such as 03:00',
      description: 'Start, hh:mm by the clocks of the time zone.',
    },
    minutes: { type: 'integer', minimum: 30, maximum: 1440, description: 'Length in minutes.' },
  },
} as const;

const maintenanceSchema = {
  type: 'object',
  description:
    "When the agent may heal what interrupts something. Absent: in spec.maintenance.window, which is the database's too and in UTC.",
  additionalProperties: false,
  required: ['timeZone', 'windows'],
  properties: {
    timeZone: {
      type: 'string',
      pattern: '^(UTC|[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+){1,2})$',
      'x-form': 'a name of the tz database, such as Europe/Vienna, or UTC',
      default: 'UTC',
      description: 'Time zone of the windows; a window keeps its hour when the clocks are changed.',
      'x-source': 'Requirement L2: the customer gives a preferred window.',
      'x-effect': "Moves the agent's windows alone; those of the cloud stay in UTC.",
    },
    windows: {
      type: 'array',
      minItems: 1,
      maxItems: 20,
      description: 'The windows of a week.',
      items: windowSchema,
    },
  },
} as const;

const group = {
  type: 'string',
  pattern: '^[!-~]{1,200}$',
  'x-form': 'the name of a group, such as atoll:operators',
  description: 'Name of a group, as the cluster or the issuer says it.',
} as const;

const groupsSchema = {
  type: 'array',
  minItems: 1,
  uniqueItems: true,
  items: group,
  'x-source': 'Ours: a token says who somebody is, and its groups what they may do here.',
  'x-effect': 'A token of none of these groups is refused.',
} as const;

const executionApiSchema = {
  type: 'object',
  description: 'The Execution API of the agent. Absent: it is not served.',
  additionalProperties: false,
  required: ['tlsSecretName', 'viewerGroups', 'operatorGroups'],
  properties: {
    viewerGroups: {
      ...groupsSchema,
      default: ['atoll:viewers'],
      description: 'Groups whose members may read: the region, its drift, its audit log.',
    },
    operatorGroups: {
      ...groupsSchema,
      default: ['atoll:operators'],
      description: 'Groups whose members may also act: acknowledge, ignore, heal.',
    },
    tlsSecretName: {
      type: 'string',
      pattern: secretPattern,
      'x-form': secretForm,
      default: 'atoll-agent-tls',
      description: 'Secret in namespace atoll-system with tls.crt and tls.key, as cert-manager makes it.',
      'x-source': 'Ours: a certificate that signs itself would teach callers not to look.',
      'x-effect': 'Only its name is rendered; the Secret is made by the owner or by cert-manager.',
    },
    audience: {
      type: 'string',
      minLength: 1,
      maxLength: 200,
      description: 'Audience that a token has to name. Absent: the name of the region.',
      'x-source': 'One audience a region: a token for one is worth nothing in another.',
      'x-effect': 'Tokens for any other audience are refused.',
    },
    issuer: {
      type: 'string',
      pattern: '^https://[A-Za-z0-9.-]+(:\\d{1,5})?(/[^\\s?#]*)?$',
      'x-form': 'an address over https, such as https://login.example.com',
      description: 'Issuer of tokens beside the cluster itself, with jwksUrl. Absent: only the cluster.',
      'x-effect': 'Its tokens are taken as well, checked against jwksUrl.',
    },
    jwksUrl: {
      type: 'string',
      pattern: '^https://[A-Za-z0-9.-]+(:\\d{1,5})?(/[^\\s#]*)?$',
      'x-form': 'an address over https, such as https://login.example.com/keys',
      description: "The issuer's public keys, with issuer.",
      'x-effect': 'Fetched by the agent; see egress.jwks.',
    },
  },
} as const;

/** `spec.agent` of a Region. */
export const agentSchema = {
  type: 'object',
  description:
    "The agent of the region, which watches what is applied. It is rendered once an image is known: this one, or the organization's.",
  additionalProperties: false,
  required: ['access', 'drift', 'webhooks', 'egress'],
  default: {},
  properties: {
    image: {
      ...agentImageSchema,
      description: "Image of the agent in the region's own cluster. Absent: the organization's.",
      'x-effect': 'Rolled out by Flux, one replica after the other.',
    },
    access: {
      ...agentAccessSchema,
      description: 'What the account of the agent may do to what is rendered: read, or patch as well.',
      'x-effect':
        'remediating renders the right to patch on exactly the kinds of the region, which dry-runs need, too.',
    },
    drift: driftSchema,
    maintenance: maintenanceSchema,
    webhooks: webhooksSchema,
    executionApi: executionApiSchema,
    egress: egressSchema,
  },
} as const;
