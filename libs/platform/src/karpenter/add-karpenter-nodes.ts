import { TypedObject } from '@atoll/typed-object';
import type { Chart } from 'cdk8s';
import { EC2NodeClass, type EC2NodeClassSpec, NodePool, type NodePoolSpec } from '../schemas/index.ts';
import { toDisruptionBudgets } from './drift-budgets.ts';
import type { KarpenterFacts } from './karpenter-facts.ts';

/** Name of the NodePool and of its EC2NodeClass. */
export const ELASTIC_NODES = 'elastic';

/** Root device of Amazon Linux 2023. */
const ROOT_DEVICE = '/dev/xvda';

/** Disk of a node: images and logs of the pods of a 16x64 node. Ours. */
const VOLUME_SIZE = '100Gi';

/** Time that a node may be underused before its pods are packed elsewhere; longer than the HPA's own window. Ours. */
const CONSOLIDATE_AFTER = '10m';

/**
 * Adds the elastic nodes: one NodePool, whose limits are "the maximum number of compute nodes", and its EC2NodeClass.
 *
 * Limits are in CPU and memory, not in nodes, so that small nodes may take the place of large ones.
 */
export function addKarpenterNodes(chart: Chart, facts: KarpenterFacts): void {
  new TypedObject(chart, 'elastic-node-class', EC2NodeClass, {
    name: ELASTIC_NODES,
    spec: toNodeClass(facts),
  });
  new TypedObject(chart, 'elastic-node-pool', NodePool, { name: ELASTIC_NODES, spec: toNodePool(facts) });
}

function toNodeClass(facts: KarpenterFacts): EC2NodeClassSpec {
  return {
    // The newest image of the cluster's Kubernetes version; when nodes follow it is said by the drift budgets.
    amiSelectorTerms: [{ alias: 'al2023@latest' }],
    instanceProfile: facts.instanceProfile,
    subnetSelectorTerms: [{ tags: facts.subnetTags }],
    securityGroupSelectorTerms: [{ tags: facts.securityGroupTags }],
    blockDeviceMappings: [
      {
        deviceName: ROOT_DEVICE,
        ebs: {
          volumeType: 'gp3',
          volumeSize: VOLUME_SIZE,
          encrypted: true,
          deleteOnTermination: true,
          ...(facts.volumeKeyId === undefined ? {} : { kmsKeyID: facts.volumeKeyId }),
        },
      },
    ],
    // One hop: a pod that is not on the host's network cannot read the node's credentials.
    metadataOptions: {
      httpEndpoint: 'enabled',
      httpProtocolIPv6: 'disabled',
      httpPutResponseHopLimit: 1,
      httpTokens: 'required',
    },
    tags: facts.tags,
  };
}

function toNodePool(facts: KarpenterFacts): NodePoolSpec {
  const oneOf = (key: string, values: readonly string[]) => ({ key, operator: 'In' as const, values });
  return {
    limits: { cpu: String(facts.nodeLimit.cpu), memory: `${facts.nodeLimit.memoryGib}Gi` },
    disruption: {
      consolidationPolicy: 'WhenEmptyOrUnderutilized',
      consolidateAfter: CONSOLIDATE_AFTER,
      budgets: toDisruptionBudgets(facts.maintenanceWindow),
    },
    template: {
      spec: {
        // Expiry heeds no budget and no window; images age out by drift instead.
        expireAfter: 'Never',
        nodeClassRef: { group: EC2NodeClass.group, kind: EC2NodeClass.kind, name: ELASTIC_NODES },
        requirements: [
          oneOf('node.kubernetes.io/instance-type', facts.instanceTypes),
          oneOf('topology.kubernetes.io/zone', facts.zones),
          oneOf('karpenter.sh/capacity-type', ['on-demand']),
          oneOf('kubernetes.io/arch', ['amd64']),
          oneOf('kubernetes.io/os', ['linux']),
        ],
      },
    },
  };
}
