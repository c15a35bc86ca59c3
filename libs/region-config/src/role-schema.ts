/** Names of roles: they end alike, so that no operator can change one, in whichever region of the account it is. */
export const roleNamePattern = '^[a-z][a-z0-9-]{0,20}[a-z0-9]-access$';

/** {@link roleNamePattern} in words. */
export const roleNameForm =
  'a name of lower-case letters, digits and dashes that ends with -access, at most 29 in all, such as network-reader-access';

/** One line that IAM takes in the description of a role. Source: IAM API Reference, CreateRole, Description. */
export const reasonPattern = '^[\\u0020-\\u007e\\u00a1-\\u00ff]+$';

/** {@link reasonPattern} and its length in words. */
export const reasonForm =
  'one line of 10 to 200 characters of Latin-1, such as Looks at databases for the yearly audit';

/** An item of `spec.access.roles`: a role of people that is narrower than one of the three. */
export const roleSchema = {
  type: 'object',
  description: 'A role of people for one use: a part of one of the three operator roles, never more.',
  additionalProperties: false,
  required: ['name', 'from', 'purpose', 'subjects'],
  properties: {
    name: {
      type: 'string',
      pattern: roleNamePattern,
      'x-form': roleNameForm,
      description: 'Name of the role, which grants may name too.',
      'x-source': '"based on specific use cases"',
      'x-effect':
        'Makes the role atoll-<region>-<name>. A renamed role is a new one; whoever assumed the old one has to be told.',
    },
    from: {
      type: 'string',
      enum: ['read-only-operations', 'elevated-operations', 'limited-administrator'],
      description: 'The operator role that it is a part of.',
      'x-source': '"limited time-based access to one of the following roles", "tailored"',
      'x-effect':
        'Everything that this role is denied is denied here too. A role from limited-administrator is assumed by nobody without a live grant, as that one.',
    },
    purpose: {
      type: 'string',
      minLength: 10,
      maxLength: 200,
      pattern: reasonPattern,
      'x-form': reasonForm,
      description: 'What it is for; shown to infosec and in the console.',
      'x-source': 'Ours.',
      'x-effect': 'Description of the role, and a line of `atoll iam show`.',
    },
    verbs: {
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      items: { type: 'string', enum: ['create', 'read', 'update', 'destroy'], description: 'A verb.' },
      description: "What it may do, out of that role's verbs. Absent: all of them.",
      'x-source': 'Requirement B1: the table of roles, services and verbs.',
      'x-effect':
        'Leaves out every action of the other verbs, and with fewer verbs all that give out contents or rights.',
    },
    services: {
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      items: {
        type: 'string',
        pattern: '^[a-z][a-z0-9-]{1,30}$',
        'x-form': "a service as the cloud's permissions name it, such as rds",
        description: "A service as the cloud's permissions name it.",
      },
      description: "On which services, out of that role's. Absent: all of them.",
      'x-source': 'Requirement B1: the table of roles, services and verbs.',
      'x-effect':
        'Leaves out every action of the other services; without the cluster’s service there is no way into the cluster.',
    },
    sessionMinutes: {
      type: 'integer',
      minimum: 60,
      maximum: 720,
      description: "Longest session, at most that role's. Absent: that role's.",
      'x-source': 'Requirement B3: "limited time-based access". The least is that of the clouds.',
      'x-effect': 'A session ends by itself after that time.',
    },
    subjects: {
      type: 'array',
      minItems: 1,
      maxItems: 5,
      uniqueItems: true,
      items: {
        type: 'string',
        minLength: 3,
        maxLength: 512,
        description: "An identity as the region's cloud names it, in AWS the ARN of a role, user or session.",
      },
      description: 'Who may assume it; from limited-administrator: to whom it may be granted.',
      'x-source': '"Create IAM roles for your human users"',
      'x-effect': 'Nobody else can assume it, but for grants that name it.',
    },
    namespaces: {
      type: 'array',
      minItems: 1,
      maxItems: 20,
      uniqueItems: true,
      items: {
        type: 'string',
        pattern: '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$',
        'x-form': 'the name of a namespace in lower case, such as shop',
        description: 'A namespace of the cluster.',
      },
      description: 'Namespaces to which its right inside the cluster is confined. Absent: all.',
      'x-source': 'Requirement B5: Kubernetes permissions per role.',
      'x-effect': 'Bounds the access policy of the cluster to these namespaces.',
    },
  },
} as const;
