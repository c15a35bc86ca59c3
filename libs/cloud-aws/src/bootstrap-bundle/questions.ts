import type { CloudQuestions } from '@atoll/region-config/questions';

/** A question that is asked, and whose answer always stands in the file. */
const ASKED = { isAsked: true, isAlwaysWritten: true } as const;

/** A question that is asked where it matters; without an answer the field is left out. */
const ASKED_ONLY = { isAsked: true, isAlwaysWritten: false } as const;

/** An option that nobody is asked for. */
const OPTION = { isAsked: false, isAlwaysWritten: false } as const;

/** Private connections make sense for private regions; others may have them by an option. */
const PRIVATE = { path: 'spec.network.exposure', is: ['private'] } as const;

/** What only AWS asks about a new region. */
export const awsQuestions: CloudQuestions = {
  cloud: 'aws',
  identity: [
    {
      ...ASKED,
      path: 'spec.aws.account',
      flag: 'account',
      text: 'Account that owns the region, twelve digits',
      comment: 'Quoted: digits alone would be a number. Everything is made in this account.',
      example: '111122223333',
      // Names have to be apart within an account only.
      mends: ['ERR_CONFIG_NAME_PREFIX', 'ERR_CONFIG_NAME_COLLISION'],
    },
    {
      ...ASKED,
      path: 'spec.aws.externalId',
      flag: 'external-id',
      text: "External id that the owner's trust policies demand",
      comment: "The owner's trust policies demand it: one for each region, hard to guess, not a secret.",
      example: 'atoll-example-external-id',
      proposal: 'random-id',
    },
    {
      ...OPTION,
      path: 'spec.aws.deploymentRole',
      flag: 'deployment-role',
      text: 'Name of the Deployment role',
      comment: 'Name of the role that the owner made for Atoll.',
    },
    {
      ...OPTION,
      path: 'spec.aws.zones',
      flag: 'zones',
      text: 'The three availability zones',
      comment: 'One subnet stands in each; they cannot be changed later.',
    },
  ],
  details: [
    {
      ...ASKED_ONLY,
      path: 'spec.aws.customerKeyArn',
      flag: 'customer-key-arn',
      text: 'ARN of your KMS key (not of an alias)',
      comment: 'Your key; Atoll uses it and never makes, changes or deletes it.',
      example: 'arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d',
      when: { path: 'spec.encryption.keys', is: ['customer'] },
    },
    {
      ...ASKED_ONLY,
      path: 'spec.aws.privateConnections[type=privatelink].allowedPrincipals',
      flag: 'privatelink-principals',
      text: 'PrivateLink: ARNs that may connect, such as arn:aws:iam::777788889999:root (nothing: no PrivateLink)',
      comment: 'Nobody else even sees the endpoint service; each connection is accepted by hand.',
      when: PRIVATE,
    },
    {
      ...ASKED_ONLY,
      path: 'spec.aws.privateConnections[type=transit-gateway].transitGatewayId',
      flag: 'transit-gateway',
      text: 'Transit Gateway: its id (nothing: no attachment)',
      comment: 'In this account, or shared with it; the three subnets are attached.',
      when: PRIVATE,
    },
    {
      ...ASKED_ONLY,
      path: 'spec.aws.privateConnections[type=transit-gateway].routes',
      flag: 'transit-routes',
      text: 'Transit Gateway: ranges that are routed to it, such as 10.0.0.0/11',
      comment: 'One route each in the route table of the region.',
      when: { path: 'spec.aws.privateConnections[type=transit-gateway].transitGatewayId', is: ['*'] },
    },
  ],
};
