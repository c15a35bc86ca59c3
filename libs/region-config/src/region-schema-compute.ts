/** `spec.compute` of a Region. */
export const computeSchema = {
  type: 'object',
  description: 'The Kubernetes cluster and its nodes.',
  additionalProperties: false,
  required: ['kubernetesVersion', 'nodes', 'expected', 'systemNodes'],
  default: {},
  properties: {
    kubernetesVersion: {
      type: 'string',
      pattern: '^1\\.(3[4-9]|[4-9]\\d)$',
      'x-form': 'a minor version of 1.34 or later in quotes, such as "1.34"',
      default: '1.34',
      description: 'Minor version of Kubernetes, 1.34 or later.',
      'x-source': 'Requirements 1.Z: Kubernetes 1.34 is the minimum.',
      'x-effect': 'Upgrades the control plane in place, one minor version at a time.',
    },
    nodes: {
      type: 'object',
      description: 'Elastic nodes, which come and go with the services.',
      additionalProperties: false,
      required: ['sizes'],
      default: {},
      properties: {
        sizes: {
          type: 'array',
          minItems: 1,
          uniqueItems: true,
          items: { type: 'string', enum: ['8x32', '16x64'], description: 'vCPU x memory in GiB.' },
          default: ['8x32', '16x64'],
          description: 'Node sizes that may be started, as vCPU x memory in GiB.',
          'x-source':
            '"Our default compute configuration is to use node sizes between m5.2xlarge (8 vCPU/32 GB RAM) and m5.4xlarge (16 vCPU/64 GB RAM) or similar."',
          'x-effect': 'Fewer sizes make nodes uniform; more let the autoscaler pack better.',
        },
        max: {
          type: 'integer',
          minimum: 1,
          maximum: 500,
          description:
            'Most elastic nodes at any time. Absent: computed from compute.expected plus the reserve of one zone.',
          'x-source':
            '"The maximum number of compute nodes is configured based on the expected workload and the number of service instances required for the region."',
          'x-effect':
            'Becomes the limit of the node autoscaler, counted in nodes of the largest allowed size.',
        },
      },
    },
    expected: {
      type: 'object',
      description: 'Expected workload, from which the node limit is computed when nodes.max is absent.',
      additionalProperties: false,
      required: ['instances', 'cpu', 'memoryGib'],
      default: {},
      properties: {
        instances: {
          type: 'integer',
          minimum: 3,
          maximum: 5000,
          default: 30,
          description: 'Service instances at the peak, over all services of the region.',
          'x-source':
            'Ours: ten services of three instances. "A deployed Akka application has by default three instances"',
          'x-effect': 'Raises or lowers the computed node limit.',
        },
        cpu: {
          type: 'number',
          minimum: 0.1,
          maximum: 16,
          default: 1,
          description: 'CPU of one instance, in cores.',
          'x-source': 'Ours: one core an instance.',
          'x-effect': 'Raises or lowers the computed node limit.',
        },
        memoryGib: {
          type: 'number',
          minimum: 0.25,
          maximum: 64,
          default: 2.5,
          description: 'Memory of one instance, in GiB.',
          'x-source': 'Requirements 1.Z: instance memory of 2,560 MB.',
          'x-effect': 'Raises or lowers the computed node limit.',
        },
      },
    },
    systemNodes: {
      type: 'integer',
      minimum: 3,
      maximum: 9,
      default: 3,
      description: 'Fixed nodes (8 vCPU, 32 GiB) for the platform itself: one in each zone or more.',
      'x-source':
        'Design §4.4: a system node group with min = max = desired; elasticity belongs to the node autoscaler.',
      'x-effect': 'Nodes that are always there and paid for.',
    },
  },
} as const;
