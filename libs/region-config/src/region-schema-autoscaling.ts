/** Where it comes from that an agent may change Git at all. */
const AGENT_SOURCE =
  'Design §6: `atoll watch` alone merges what an agent proposes: allowed fields, within the ceilings, while the old value still stands.';

/** `spec.autoscaling` of a Region; without it every proposal waits for a person. */
export const autoscalingSchema = {
  type: 'object',
  description: "How far the region's agent may change this file without a person.",
  additionalProperties: false,
  required: ['delivery', 'ceilings'],
  properties: {
    delivery: {
      type: 'string',
      enum: ['commit', 'branch'],
      default: 'commit',
      description:
        "commit: a proposal within the ceilings is merged at once, a disruptive one in the region's maintenance window; branch: every proposal waits for a person.",
      'x-source': AGENT_SOURCE,
      'x-effect': 'Only `atoll watch` reads it; nothing is rendered from it.',
    },
    ceilings: {
      type: 'object',
      description: 'The most that a merged proposal may ask for; what has no ceiling waits for a person.',
      additionalProperties: false,
      default: {},
      'x-source': AGENT_SOURCE,
      'x-effect': 'A proposal above a ceiling is refused, and its branch stays for a person to look at.',
      properties: {
        nodesMax: {
          type: 'integer',
          minimum: 1,
          maximum: 500,
          description: 'Ceiling of compute.nodes.max. Absent: every proposal to raise it waits for a person.',
          'x-source':
            '"The maximum number of compute nodes is configured based on the expected workload and the number of service instances required for the region."',
          'x-effect': 'Bounds what the nodes can cost without a person.',
        },
        databaseSize: {
          type: 'string',
          enum: ['small', 'medium', 'large', 'xlarge', '2xlarge'],
          description:
            'Ceiling of persistence.size. Absent: every proposal of a larger database waits for a person.',
          'x-source':
            '"additional CPU and memory for the database is an operation … applied based upon your applications exceeding utilization thresholds caused by repeated traffic spikes"',
          'x-effect': 'Bounds what the database can cost without a person.',
        },
        storageMaxGib: {
          type: 'integer',
          minimum: 110,
          maximum: 65536,
          description:
            'Ceiling of persistence.storage.maxGib, in GiB. Absent: every proposal to raise it waits for a person.',
          'x-source':
            '"Database storage automatically scales to accommodate increases in data volume without requiring manual intervention."',
          'x-effect': "Bounds what the database's storage can cost without a person.",
        },
      },
    },
  },
} as const;
