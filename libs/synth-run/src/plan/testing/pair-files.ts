/** A configuration: text by path, such as `regions/x/region.yaml`. */
export type Files = Readonly<Record<string, string>>;

/** Saturday noon: outside the maintenance windows of both regions. */
export const OUTSIDE = '2026-11-21T12:00:00Z';

/** Sunday, ten minutes into the window of region `us`. */
export const INSIDE = '2026-11-22T03:10:00Z';

const ORGANIZATION = `apiVersion: config.atoll.dev/v1alpha1
kind: Organization
metadata: {name: example}
spec:
  deploy: {repository: https://git.example.com/deploy.git}
  aws:
    controlPlaneRoleArn: arn:aws:iam::999999999999:role/control-plane
    operationsPrincipalArn: arn:aws:iam::999999999999:role/operations
`;

/** Reached over the internet, with a key of its own and everything observed. */
const US = `apiVersion: config.atoll.dev/v1alpha1
kind: Region
metadata: {name: us-one}
spec:
  cloud: aws
  location: us-east-1
  network:
    cidr: 10.40.0.0/16
    exposure: internet
    apiServer: {allowedCidrs: [198.51.100.0/24]}
  dns: {domain: apps.example.com}
  compute:
    kubernetesVersion: "1.34"
    nodes: {sizes: [8x32, 16x64], max: 10}
  persistence:
    size: large
    engineVersion: "16"
    storage: {initialGib: 400, maxGib: 4000}
  encryption: {keys: managed}
  backup:
    retentionDays: 14
    objectLock: {mode: governance, days: 30}
  maintenance: {window: {day: sun, start: "03:00", minutes: 60}}
  aws:
    account: "111122223333"
    externalId: atoll-us-one-7c1f9b2e
`;

const US_OBSERVED = `apiVersion: config.atoll.dev/v1alpha1
kind: Observed
metadata: {name: us-one}
spec:
  aws:
    keyArn: arn:aws:kms:us-east-1:111122223333:key/1a2b3c4d
    systemTemplateVersion: 1
`;

/** Private: PrivateLink and a Transit Gateway, the owner's own key. */
const EU = `apiVersion: config.atoll.dev/v1alpha1
kind: Region
metadata: {name: eu-one}
spec:
  cloud: aws
  location: eu-central-1
  network: {cidr: 10.44.0.0/16, exposure: private}
  dns: {domain: apps.example.com}
  persistence:
    storage: {initialGib: 500, maxGib: 8000}
  encryption: {keys: customer}
  backup:
    retentionDays: 35
    objectLock: {mode: compliance, days: 90}
  maintenance: {window: {day: sat, start: "22:00", minutes: 120}}
  aws:
    account: "444455556666"
    externalId: atoll-eu-one-d03a61c4
    customerKeyArn: arn:aws:kms:eu-central-1:444455556666:key/1a2b3c4d
    privateConnections:
      - type: privatelink
        allowedPrincipals: [arn:aws:iam::777788889999:root]
        acceptanceRequired: true
      - type: transit-gateway
        transitGatewayId: tgw-0a1b2c3d4e5f60718
        routes: [172.16.0.0/12]
`;

/** Paths of the files that edits name. */
export const ORGANIZATION_FILE = 'regions/fleet/organization.yaml';
export const US_FILE = 'regions/us-one/region.yaml';
export const OBSERVED_FILE = 'regions/us-one/observed.yaml';
export const EU_FILE = 'regions/eu-one/region.yaml';
export const EU_OBSERVED_FILE = 'regions/eu-one/observed.yaml';
export const GRANT_FILE = 'regions/us-one/access/inc-42.yaml';
export const FREEZE_FILE = 'regions/fleet/freezes/quarter-end.yaml';

/** What `atoll observe` has found out about the load balancer of region `eu-one`. */
export const EU_OBSERVED = `apiVersion: config.atoll.dev/v1alpha1
kind: Observed
metadata: {name: eu-one}
spec:
  aws:
    ingress:
      loadBalancerArn: arn:aws:elasticloadbalancing:eu-central-1:444455556666:loadbalancer/net/atoll/0123456789abcdef
      hostname: atoll-0123456789abcdef.elb.eu-central-1.amazonaws.com
      hostedZoneId: Z3F0SRJ5LGBH90
`;

/** The fleet that every edit starts from. */
export const baseFiles: Files = {
  [ORGANIZATION_FILE]: ORGANIZATION,
  [US_FILE]: US,
  [OBSERVED_FILE]: US_OBSERVED,
  [EU_FILE]: EU,
};

/** Replaces a text in a file; fails when it is not there. */
export function edit(files: Files, path: string, from: string | RegExp, to: string): Files {
  const text = files[path] ?? '';
  const edited = text.replace(from, to);
  if (edited === text) throw new RangeError(`${path} does not hold ${String(from)}`);
  return { ...files, [path]: edited };
}

/** Gives the files without those below a folder. */
export function drop(files: Files, folder: string): Files {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith(`${folder}/`)));
}

/** Gives a grant of the Limited Administrator for a span. */
export function grantText(from: string, until: string): string {
  return `apiVersion: config.atoll.dev/v1alpha1
kind: AccessGrant
metadata: {name: inc-42}
spec:
  role: limited-administrator
  subject:
    person: jo@example.com
    aws: {principalArn: arn:aws:iam::999999999999:role/jo}
  from: ${from}
  until: ${until}
  reason: the database does not come up
  ticket: INC-42
  approvers: [kim@example.com]
`;
}

/** Gives a freeze of the whole fleet for a span. */
export function freezeText(from: string, until: string): string {
  return `apiVersion: config.atoll.dev/v1alpha1
kind: Freeze
metadata: {name: quarter-end}
spec:
  from: ${from}
  until: ${until}
  reason: quarter end of the customer
`;
}
