import { type AwsRegion, clusterNameOf, iamArn } from '../../aws-region.ts';
import * as kinds from '../../schemas/index.ts';
import { REGION_TAG, regionalArn } from '../arns.ts';
import { keyNeeds } from './key-needs.ts';
import {
  type ExtraNeed,
  type KindRow,
  type ManagedView,
  referenceOf,
  type Scene,
  textOf,
} from './kind-row.ts';
import { passRole, serviceLinkedRole } from './role-needs.ts';

const CLUSTER_GUIDE = 'EKS User Guide, "Amazon EKS cluster IAM role" and "Using service-linked roles"';
const PODS_GUIDE =
  'EKS User Guide, "Assign an IAM role to a Kubernetes service account": iam:PassRole and iam:GetRole';

/** What provider-aws calls for the cluster and around it. */
export const clusterRows: readonly KindRow[] = [
  {
    kind: kinds.EksCluster,
    service: 'eks',
    arn: (cluster, { region }) => regionalArn(region, 'eks', `cluster/${cluster.cloudName}`),
    actions: {
      observe: 'DescribeCluster',
      create: 'CreateCluster TagResource',
      update:
        'AssociateEncryptionConfig DescribeUpdate TagResource UntagResource UpdateClusterConfig UpdateClusterVersion',
      delete: 'DeleteCluster',
    },
    needs: clusterNeeds,
    source: 'internal/service/eks/cluster.go',
  },
  {
    kind: kinds.EksNodeGroup,
    service: 'eks',
    arn: (group, { region }) => inCluster(region, 'nodegroup', `${group.cloudName}/*`),
    actions: {
      observe: 'DescribeNodegroup',
      create: 'CreateNodegroup TagResource',
      update: 'DescribeUpdate TagResource UntagResource UpdateNodegroupConfig UpdateNodegroupVersion',
      delete: 'DeleteNodegroup',
    },
    needs: nodeNeeds,
    source: 'internal/service/eks/node_group.go',
  },
  {
    kind: kinds.EksAddon,
    service: 'eks',
    arn: (addon, { region }) =>
      inCluster(region, 'addon', `${textOf(addon, 'addonName') ?? addon.cloudName}/*`),
    actions: {
      observe: 'DescribeAddon',
      create: 'CreateAddon TagResource',
      update: 'DescribeUpdate TagResource UntagResource UpdateAddon',
      delete: 'DeleteAddon',
    },
    needs: addonNeeds,
    source: 'internal/service/eks/addon.go',
  },
  {
    kind: kinds.EksAccessEntry,
    service: 'eks',
    arn: (_entry, { region }) => inCluster(region, 'access-entry', '*'),
    actions: {
      observe: 'DescribeAccessEntry',
      create: 'CreateAccessEntry TagResource',
      update: 'TagResource UntagResource UpdateAccessEntry',
      delete: 'DeleteAccessEntry',
    },
    source: 'internal/service/eks/access_entry.go',
  },
  {
    kind: kinds.EksAccessPolicyAssociation,
    service: 'eks',
    arn: (_entry, { region }) => inCluster(region, 'access-entry', '*'),
    actions: {
      observe: 'ListAssociatedAccessPolicies',
      create: 'AssociateAccessPolicy',
      update: 'AssociateAccessPolicy',
      delete: 'DisassociateAccessPolicy',
    },
    source: 'internal/service/eks/access_policy_association.go',
  },
  {
    kind: kinds.EksPodIdentityAssociation,
    service: 'eks',
    arn: (_pod, { region }) => inCluster(region, 'podidentityassociation', '*'),
    actions: {
      observe: 'DescribePodIdentityAssociation',
      create: 'CreatePodIdentityAssociation TagResource',
      update: 'TagResource UntagResource UpdatePodIdentityAssociation',
      delete: 'DeletePodIdentityAssociation',
    },
    needs: (pod, scene) => podNeeds(scene, referenceOf(pod, 'roleArnRef')),
    source: 'internal/service/eks/pod_identity_association.go',
  },
  {
    kind: kinds.EksClusterAuth,
    service: 'eks',
    arn: (_auth, { region }) => regionalArn(region, 'eks', `cluster/${clusterNameOf(region)}`),
    actions: { observe: 'DescribeCluster', create: 'DescribeCluster', update: '', delete: '' },
    // The token is a signed request for GetCallerIdentity.
    needs: () => [
      {
        verb: 'observe',
        action: 'sts:GetCallerIdentity',
        resource: '*',
        source: 'provider-upjet-aws, internal/controller/eks/clusterauth',
      },
    ],
    source: 'provider-upjet-aws, internal/controller/eks/clusterauth',
  },
];

function clusterNeeds(cluster: ManagedView, scene: Scene): readonly ExtraNeed[] {
  const encrypts = cluster.forProvider['encryptionConfig'] !== undefined;
  return [
    ...passRole(scene, referenceOf(cluster, 'roleArnRef'), {
      service: 'eks.amazonaws.com',
      source: CLUSTER_GUIDE,
    }),
    serviceLinkedRole(scene, {
      service: 'eks.amazonaws.com',
      role: 'AWSServiceRoleForAmazonEKS',
      source: CLUSTER_GUIDE,
    }),
    ...describes('DescribeSecurityGroups DescribeSubnets DescribeVpcs', CLUSTER_GUIDE),
    ...(encrypts
      ? keyNeeds(scene.region, {
          actions: 'DescribeKey CreateGrant',
          source: 'EKS User Guide, "Encrypt Kubernetes secrets with KMS on existing clusters"',
        })
      : []),
  ];
}

function nodeNeeds(group: ManagedView, scene: Scene): readonly ExtraNeed[] {
  const source =
    'EKS User Guide, "Create a managed node group" and "Customize managed nodes with launch templates"';
  const { region } = scene;
  const role = referenceOf(group, 'nodeRoleArnRef');
  const reads = ['iam:GetRole', 'iam:ListAttachedRolePolicies'].map((action): ExtraNeed => {
    return { verb: 'create', action, resource: roleArn(scene, role ?? '*'), source };
  });
  const starts = ['instance', 'launch-template'].map((type): ExtraNeed => {
    const context = {
      [`aws:ResourceTag/${REGION_TAG}`]: region.name,
      [`aws:RequestTag/${REGION_TAG}`]: region.name,
    };
    return {
      verb: 'create',
      action: 'ec2:RunInstances',
      resource: regionalArn(region, 'ec2', `${type}/*`),
      context,
      source,
    };
  });
  return [
    ...passRole(scene, role, { service: 'eks.amazonaws.com', source }),
    ...reads,
    ...starts,
    ...describes('DescribeLaunchTemplateVersions DescribeSubnets', source),
    serviceLinkedRole(scene, {
      service: 'eks-nodegroup.amazonaws.com',
      role: 'AWSServiceRoleForAmazonEKSNodegroup',
      source: 'EKS User Guide, "Using roles for Amazon EKS node groups"',
    }),
    serviceLinkedRole(scene, {
      service: 'autoscaling.amazonaws.com',
      role: 'AWSServiceRoleForAutoScaling',
      source: 'EC2 Auto Scaling User Guide, "Service-linked roles"',
    }),
  ];
}

function addonNeeds(addon: ManagedView, scene: Scene): readonly ExtraNeed[] {
  const pods = (addon.forProvider['podIdentityAssociation'] ?? []) as readonly {
    readonly roleArn?: string;
  }[];
  const source = 'internal/service/eks/addon.go: podIdentityAssociation';
  const own = [
    ['observe', 'Describe'],
    ['create', 'Create'],
    ['update', 'Update'],
    ['delete', 'Delete'],
  ] as const;
  return pods.flatMap(({ roleArn: arn }) => [
    ...podNeeds(scene, arn?.split('/').at(-1)),
    ...own.map(([verb, word]): ExtraNeed => {
      const resource = inCluster(scene.region, 'podidentityassociation', '*');
      return { verb, action: `eks:${word}PodIdentityAssociation`, resource, source };
    }),
  ]);
}

function podNeeds(scene: Scene, role: string | undefined): readonly ExtraNeed[] {
  if (role === undefined) return [];
  return [
    ...passRole(scene, role, { service: 'pods.eks.amazonaws.com', source: PODS_GUIDE }),
    { verb: 'create', action: 'iam:GetRole', resource: roleArn(scene, role), source: PODS_GUIDE },
  ];
}

function roleArn({ region }: Scene, role: string): string {
  return iamArn(region, 'role', role);
}

function describes(names: string, source: string): readonly ExtraNeed[] {
  return names.split(' ').map((name) => ({ verb: 'create', action: `ec2:${name}`, resource: '*', source }));
}

function inCluster(region: AwsRegion, type: string, rest: string): string {
  return regionalArn(region, 'eks', `${type}/${clusterNameOf(region)}/${rest}`);
}
