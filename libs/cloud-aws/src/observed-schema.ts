import type { FromSchema } from 'json-schema-to-ts';

/** `spec.aws` of an Observed. */
export const awsObservedSchema = {
  type: 'object',
  description: 'Values that AWS assigned.',
  additionalProperties: false,
  properties: {
    keyArn: {
      type: 'string',
      pattern: '^arn:aws(-us-gov|-cn)?:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]{1,64}$',
      'x-form': 'the ARN of a key, such as arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d',
      description:
        "ARN of the region's own KMS key; the EKS cluster's Secrets are encrypted with it from then on.",
    },
    ingress: {
      type: 'object',
      description: "Network load balancer of the region's ingress, made by the controller inside the region.",
      additionalProperties: false,
      required: ['loadBalancerArn', 'hostname', 'hostedZoneId'],
      properties: {
        loadBalancerArn: {
          type: 'string',
          pattern:
            '^arn:aws(-us-gov|-cn)?:elasticloadbalancing:[a-z0-9-]+:\\d{12}:loadbalancer/net/[A-Za-z0-9-]{1,32}/[0-9a-f]{16}$',
          'x-form': 'the ARN of a network load balancer',
          description:
            'ARN of the network load balancer; the PrivateLink endpoint service stands in front of it.',
        },
        hostname: {
          type: 'string',
          pattern: '^[A-Za-z0-9.-]{1,253}$',
          'x-form': 'a host name',
          description: "DNS name of the load balancer; target of the region's address record.",
        },
        hostedZoneId: {
          type: 'string',
          pattern: '^Z[A-Z0-9]{4,31}$',
          'x-form': 'the id of a hosted zone, such as Z3F0SRJ5LGBH90',
          description: 'Hosted zone of that DNS name, which an alias record needs.',
        },
      },
    },
    vpcId: {
      type: 'string',
      pattern: '^vpc-[0-9a-f]{8,17}$',
      'x-form': 'the id of a VPC, such as vpc-0f1e2d3c4b5a69788',
      description: 'Id of the VPC.',
    },
    oidcIssuer: {
      type: 'string',
      pattern: '^https://\\S+$',
      'x-form': 'a URL with https',
      description: "Issuer of the cluster's service account tokens.",
    },
    systemTemplateVersion: {
      type: 'integer',
      minimum: 1,
      description:
        'Newest version of the launch template of the system nodes; they are replaced to follow it.',
    },
    zoneId: {
      type: 'string',
      pattern: '^Z[A-Z0-9]{4,31}$',
      'x-form': 'the id of a hosted zone, such as Z3F0SRJ5LGBH90',
      description: 'Id of the Route 53 zone.',
    },
    nameServers: {
      type: 'array',
      items: {
        type: 'string',
        pattern: '^[A-Za-z0-9.-]{1,253}$',
        'x-form': 'a host name',
        description: 'A name server.',
      },
      description: 'Name servers of the zone, to be delegated to from the parent domain.',
    },
    endpointServiceName: {
      type: 'string',
      pattern: '^com\\.amazonaws\\.vpce\\.[a-z0-9-]+\\.vpce-svc-[0-9a-f]{8,17}$',
      'x-form':
        'the name of an endpoint service, such as com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b2c3d4e5f60718',
      description: 'Name of the PrivateLink endpoint service, which your VPCs connect to.',
    },
    database: {
      type: 'object',
      description: 'The event store as it is now.',
      additionalProperties: false,
      properties: {
        arn: {
          type: 'string',
          pattern: '^arn:\\S+$',
          'x-form': 'an ARN',
          description: 'ARN of the instance.',
        },
        address: {
          type: 'string',
          pattern: '^[A-Za-z0-9.-]{1,253}$',
          'x-form': 'a host name',
          description: 'Host name of the instance.',
        },
        instanceClass: {
          type: 'string',
          pattern: '^db\\.[a-z0-9.]+$',
          'x-form': 'a class of RDS, such as db.r6g.2xlarge',
          description: 'Class in force.',
        },
        allocatedGib: { type: 'integer', minimum: 1, description: 'Allocated storage in GiB.' },
      },
    },
  },
} as const;

/** `spec.aws` of an Observed, validated. */
export type AwsObservedSpec = FromSchema<typeof awsObservedSchema>;
