import { instantForm, instantPattern } from './instant.ts';

/** Where it comes from that drift is told before anything is healed. */
const DRIFT_SOURCE =
  'Design §6: a ladder, observe, ask Flux, apply as owner, within windows, budgets and freezes.';

/** A JSON pointer in which a list item is named by its key and `*` stands for one step. */
const pathPattern = '^/[^\\s]{1,300}$';

const pathForm =
  'a path as a drift record shows it, such as /spec/replicas or /spec/template/spec/containers[name=app]/image';

/** How far the agent goes; equal to `driftPolicies` of the agent's model, which a test compares. */
const policies = ['observe', 'notify', 'flux', 'apply'] as const;

const match = {
  type: 'object',
  description: 'Which objects the rule is about; every field that is given has to fit, and at least one is.',
  additionalProperties: false,
  properties: {
    group: {
      type: 'string',
      pattern: '^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?)?$',
      'x-form': 'an API group in lower case, such as apps, or "" for the core group',
      description: 'API group.',
    },
    kind: {
      type: 'string',
      pattern: '^[A-Z][A-Za-z0-9]{0,62}$',
      'x-form': 'a kind, such as Deployment',
      description: 'Kind.',
    },
    namespace: {
      type: 'string',
      pattern: '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\*?$|^[a-z0-9][a-z0-9-]{0,61}\\*$',
      'x-form': 'a namespace, or its beginning and a *, such as shop-*',
      description: 'Namespace.',
    },
    name: {
      type: 'string',
      pattern: '^[a-z0-9]([a-z0-9.:-]{0,251}[a-z0-9])?\\*?$|^[a-z0-9][a-z0-9.:-]{0,251}\\*$',
      'x-form': 'the name of an object, or its beginning and a *, such as cart-*',
      description: 'Name.',
    },
    stage: {
      type: 'string',
      pattern: '^[a-z][a-z0-9-]{0,30}$',
      'x-form': 'a stage of the deploy repository, such as platform',
      description: 'Stage that applies the object.',
    },
  },
} as const;

const until = {
  type: 'string',
  pattern: instantPattern,
  'x-form': instantForm,
  description: 'First instant at which it counts no more, in UTC.',
} as const;

const reason = {
  type: 'string',
  minLength: 10,
  maxLength: 200,
  description: 'Why; shown in records and in the audit trail.',
} as const;

/** A bound of an elastic field, as Kubernetes writes quantities. */
function bound(description: string) {
  return {
    type: 'string',
    pattern: '^\\d{1,15}(\\.\\d{1,6})?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$',
    'x-form': 'a number or a quantity in quotes, such as "3" or "400Gi"',
    description,
  } as const;
}

/** `spec.agent.drift` of a Region. */
export const driftSchema = {
  type: 'object',
  description: 'What counts as drift, and what is done about it.',
  additionalProperties: false,
  required: ['policy', 'overrides', 'ignore', 'elastic', 'pauses'],
  default: {},
  properties: {
    policy: {
      type: 'string',
      enum: policies,
      default: 'observe',
      description:
        'How far the agent goes by itself; each includes the ones before: look and record; tell the webhooks; ask Flux to reconcile; apply the full manifest as its owner.',
      'x-source': DRIFT_SOURCE,
      'x-effect':
        'flux and apply need spec.agent.access remediating. What would interrupt something waits for the maintenance window; what would lose data is never done.',
    },
    overrides: {
      type: 'array',
      default: [],
      maxItems: 50,
      description: 'Another policy for some objects; the last that fits counts.',
      'x-source': DRIFT_SOURCE,
      'x-effect': 'Loosens or tightens the policy for the objects that fit.',
      items: {
        type: 'object',
        description: 'One override.',
        additionalProperties: false,
        required: ['match', 'policy'],
        properties: {
          match,
          policy: { type: 'string', enum: policies, description: 'The policy of these objects.' },
        },
      },
    },
    ignore: {
      type: 'array',
      default: [],
      maxItems: 200,
      description: 'Differences that are no drift. Every drift record holds a rule to paste here.',
      'x-source': 'Design §6: windows, freezes, elastic fields and policy reach the agent rendered.',
      'x-effect': 'Hides the difference from records, events and healing alike.',
      items: {
        type: 'object',
        description: 'One rule; with paths and managers both have to fit.',
        additionalProperties: false,
        required: ['match', 'reason'],
        properties: {
          match,
          paths: {
            type: 'array',
            minItems: 1,
            maxItems: 50,
            description: 'Fields, with all that lies below them. Absent: the whole object.',
            items: { type: 'string', pattern: pathPattern, 'x-form': pathForm, description: 'A path.' },
          },
          managers: {
            type: 'array',
            minItems: 1,
            maxItems: 20,
            description: 'Field managers whose writes are no drift. Absent: whoever wrote it.',
            items: { type: 'string', minLength: 1, maxLength: 128, description: 'A field manager.' },
          },
          until,
          reason,
        },
      },
    },
    elastic: {
      type: 'array',
      default: [],
      maxItems: 100,
      description: 'Fields that others may move within bounds: inside is no drift, outside is.',
      'x-source': 'Design §1: fields owned by HPA, Karpenter, a storage autoscaler are never in Git.',
      'x-effect': 'The agent leaves the value alone as long as it is within the bounds.',
      items: {
        type: 'object',
        description: 'One field.',
        additionalProperties: false,
        required: ['match', 'path', 'direction'],
        properties: {
          match,
          path: { type: 'string', pattern: pathPattern, 'x-form': pathForm, description: 'The field.' },
          min: bound('Least value. Absent: none.'),
          max: bound('Greatest value. Absent: none.'),
          direction: {
            type: 'string',
            enum: ['any', 'grows'],
            default: 'any',
            description: 'grows: less than Git says is drift even above min.',
            'x-source': '"Database storage automatically scales to accommodate increases in data volume"',
            'x-effect': 'grows suits what a cloud enlarges and never shrinks, such as storage.',
          },
        },
      },
    },
    pauses: {
      type: 'array',
      default: [],
      maxItems: 50,
      description: 'Spans in which nothing is healed; drift is told all the same.',
      'x-source': DRIFT_SOURCE,
      'x-effect': 'Ends by itself; there is no pause without an end.',
      items: {
        type: 'object',
        description: 'One pause.',
        additionalProperties: false,
        required: ['until', 'actor', 'reason'],
        properties: {
          match: { ...match, description: 'Which objects. Absent: all of the region.' },
          until,
          actor: { type: 'string', minLength: 3, maxLength: 128, description: 'Whoever asked for it.' },
          reason,
        },
      },
    },
  },
} as const;
