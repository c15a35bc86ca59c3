import type { ChangeVerdict, ObjectChange } from '@atoll/cloud';
import { containsCidr, parseCidr } from '@atoll/region-model';
import * as kinds from '../schemas/index.ts';
import type { ChangeRule } from './change-rule.ts';
import { isOlder, isRemoved, isShrunk, toVersion } from './field-values.ts';
import { toList } from './managed-object.ts';

const UPGRADE = 'EKS User Guide, "Update existing cluster to new Kubernetes version"';

const NODES = 'EKS User Guide, "Understand each phase of node updates"';

const nodesReplaced: ChangeVerdict = {
  effect: 'disruptive',
  reason: 'the system nodes are replaced one after another, and their pods move',
  source: NODES,
  heedsWindow: true,
};

/** What changes of the cluster and of its fixed nodes do. */
export const clusterRules: readonly ChangeRule[] = [
  {
    kind: kinds.EksCluster,
    fields: ['version'],
    when: ({ from, to }) => isOlder(to, from),
    verdict: {
      effect: 'refused',
      reason: 'a cluster never goes back to an older Kubernetes',
      remedy: 'take the change back; the older version is a new region',
      source: UPGRADE,
    },
  },
  {
    kind: kinds.EksCluster,
    fields: ['version'],
    when: skipsMinor,
    verdict: {
      effect: 'refused',
      reason: 'a cluster is upgraded one minor version at a time',
      remedy: 'go to the next minor version first, and on from there when its nodes have followed',
      source: UPGRADE,
    },
  },
  {
    kind: kinds.EksCluster,
    fields: ['version'],
    verdict: {
      effect: 'disruptive',
      reason: 'the control plane is upgraded, and there is no way back',
      source: UPGRADE,
      heedsWindow: true,
    },
  },
  {
    kind: kinds.EksCluster,
    fields: ['encryptionConfig'],
    when: ({ from }) => from !== undefined,
    verdict: {
      effect: 'refused',
      reason: 'once Secrets are encrypted with a key, neither the key nor the encryption can be taken away',
      remedy: 'take the change back; another key is a new region',
      source: 'EKS API, AssociateEncryptionConfig; terraform-provider-aws 6.34.0, eks/cluster.go',
    },
  },
  {
    kind: kinds.EksCluster,
    fields: ['encryptionConfig'],
    verdict: {
      effect: 'safe',
      reason: 'the Secrets are encrypted with this key from now on, which cannot be taken back',
      source: 'EKS API, AssociateEncryptionConfig',
    },
  },
  {
    kind: kinds.EksCluster,
    fields: ['accessConfig.authenticationMode'],
    when: ({ from }) => from === 'API',
    verdict: {
      effect: 'refused',
      reason: 'access entries cannot be given up once they are the only way in',
      remedy: 'take the change back',
      source: 'EKS User Guide, "Change authentication mode to use access entries"',
    },
  },
  {
    kind: kinds.EksCluster,
    fields: ['deletionProtection'],
    when: ({ to }) => to !== true,
    verdict: {
      effect: 'disruptive',
      reason: 'nothing but its policies keeps the cluster from being deleted any more',
      source: 'EKS API, UpdateClusterConfig, deletionProtection',
    },
  },
  {
    kind: kinds.EksCluster,
    fields: [
      'vpcConfig.publicAccessCidrs',
      'vpcConfig.endpointPublicAccess',
      'vpcConfig.endpointPrivateAccess',
    ],
    when: narrows,
    verdict: {
      effect: 'disruptive',
      reason: 'whoever came from a range that leaves reaches the API server no more',
      source: 'EKS User Guide, "Cluster API server endpoint"',
    },
  },
  {
    kind: kinds.EksNodeGroup,
    fields: ['version'],
    when: ({ from, to }) => isOlder(to, from),
    verdict: {
      effect: 'refused',
      reason: 'a node group never goes back to an older Kubernetes',
      remedy: 'take the change back; the older version is a new region',
      source: 'EKS User Guide, "Update a managed node group for your cluster"',
    },
  },
  {
    kind: kinds.EksNodeGroup,
    fields: ['version', 'releaseVersion', 'launchTemplate.version'],
    verdict: nodesReplaced,
  },
  {
    kind: kinds.EksNodeGroup,
    fields: ['scalingConfig'],
    when: isShrunk,
    verdict: {
      effect: 'disruptive',
      reason: 'a system node is drained and goes, and its pods move',
      source: NODES,
      heedsWindow: true,
    },
  },
  {
    kind: kinds.EksNodeGroup,
    fields: ['taint'],
    verdict: {
      effect: 'disruptive',
      reason: 'pods that do not tolerate the new taint are not placed on these nodes any more',
      source: 'EKS API, UpdateNodegroupConfig, taints',
    },
  },
  {
    kind: kinds.EksPodIdentityAssociation,
    fields: ['roleArn'],
    verdict: {
      effect: 'disruptive',
      reason: 'pods act as the old role until they are restarted',
      source: 'EKS API, UpdatePodIdentityAssociation',
    },
  },
];

function skipsMinor({ from, to }: ObjectChange): boolean {
  const [before, after] = [toVersion(from), toVersion(to)];
  return before !== undefined && after !== undefined && (after[1] ?? 0) - (before[1] ?? 0) > 1;
}

/** A range that leaves counts only where no range that stays or comes covers it. */
function narrows(change: ObjectChange): boolean {
  const { from, to } = change;
  if (!Array.isArray(from)) return isRemoved(change) || to === false;
  const ranges = toList(to).map((range) => parseCidr(String(range)));
  return from.some((left) => !ranges.some((range) => containsCidr(range, parseCidr(String(left)))));
}
