import type { RegionQuestion } from './region-question.ts';

/** A question that is asked, and whose answer always stands in the file. */
const ASKED = { isAsked: true, isAlwaysWritten: true } as const;

/** A question that is asked where its condition holds; its default goes without saying. */
const ASKED_ONLY = { isAsked: true, isAlwaysWritten: false } as const;

/** An option that nobody is asked for: its default is good for most regions. */
const OPTION = { isAsked: false, isAlwaysWritten: false } as const;

/** Asked before a cloud's own questions. */
export const placeQuestions: readonly RegionQuestion[] = [
  {
    ...ASKED,
    path: 'spec.cloud',
    flag: 'cloud',
    text: 'Cloud that the region runs in',
    comment: 'Cloud and place of everything in the region; neither can be changed later.',
  },
  {
    ...ASKED,
    path: 'spec.location',
    flag: 'location',
    text: "Location, in the cloud's own words",
    comment: '',
    example: 'eu-west-1',
  },
];

/** Asked between a cloud's questions about identity and those about details. */
export const regionQuestions: readonly RegionQuestion[] = [
  {
    ...ASKED,
    path: 'spec.dns.domain',
    flag: 'domain',
    text: 'Apps domain; the region answers at <region>.<domain>',
    comment: 'The region answers at <region>.<domain>; its zone has to be delegated from there once.',
    example: 'apps.example.com',
  },
  {
    ...ASKED,
    path: 'spec.network.cidr',
    flag: 'cidr',
    text: 'IPv4 range of the network, /16 to /21',
    comment: 'Three equal subnets are cut from it. It cannot be changed later.',
    example: '10.0.0.0/16',
    proposal: 'free-cidr',
  },
  {
    ...ASKED,
    path: 'spec.network.exposure',
    flag: 'exposure',
    text: 'How clients reach the region',
    comment: 'internet: public load balancers. private: private connections only, internal load balancers.',
  },
  {
    ...ASKED_ONLY,
    path: 'spec.network.egress',
    flag: 'egress',
    text: 'Where traffic to the internet leaves',
    comment: "gateway: the region's own. transit: through the transit connection.",
    when: { path: 'spec.network.exposure', is: ['private'] },
  },
  {
    ...ASKED_ONLY,
    path: 'spec.network.apiServer.allowedCidrs',
    flag: 'api-server-cidrs',
    text: 'Public ranges that may reach the API server, such as those of your offices and the control cluster',
    comment: 'Only these reach the API server from outside; everybody else cannot even connect.',
  },
  {
    ...ASKED,
    path: 'spec.persistence.size',
    flag: 'size',
    text: 'Size of the database',
    comment:
      'vCPU / GB: small 2/16, medium 4/32, large 8/64 (10,000 operations a second), xlarge 16/128, 2xlarge 32/256.',
  },
  {
    ...OPTION,
    path: 'spec.persistence.storage.initialGib',
    flag: 'storage-gib',
    text: 'Storage of the database at creation, in GiB',
    comment: 'Read at creation only; it grows by itself from there.',
  },
  {
    ...OPTION,
    path: 'spec.persistence.storage.maxGib',
    flag: 'storage-max-gib',
    text: 'Ceiling of that growth, in GiB',
    comment: 'Growth stops here, and the database fills up.',
  },
  {
    ...OPTION,
    path: 'spec.compute.kubernetesVersion',
    flag: 'kubernetes-version',
    text: 'Minor version of Kubernetes',
    comment: 'A later version upgrades the control plane in place, one step at a time.',
  },
  {
    ...OPTION,
    path: 'spec.compute.nodes.max',
    flag: 'max-nodes',
    text: 'Most elastic nodes at any time',
    comment: 'The node autoscaler goes no further.',
  },
  {
    ...OPTION,
    path: 'spec.compute.expected.instances',
    flag: 'instances',
    text: 'Service instances at the peak',
    comment: 'The node limit is computed from the peak of all services.',
  },
  {
    ...ASKED,
    path: 'spec.encryption.keys',
    flag: 'keys',
    text: 'Whose key encrypts data at rest',
    comment:
      "provider: the cloud's own. managed: one that Atoll makes. customer: yours. Fixed once the database stands.",
  },
  {
    ...ASKED_ONLY,
    path: 'spec.backup.retentionDays',
    flag: 'backup-days',
    text: 'Days for which the database can be restored to any moment',
    comment: 'More days cost more backup storage.',
  },
  {
    ...ASKED_ONLY,
    path: 'spec.backup.objectLock.mode',
    flag: 'object-lock',
    text: 'Write-once protection of the backups',
    comment: 'compliance: nobody deletes a backup before its time, not even you.',
  },
  {
    ...ASKED_ONLY,
    path: 'spec.backup.objectLock.days',
    flag: 'object-lock-days',
    text: 'Days for which a backup stays locked',
    comment: '',
    when: { path: 'spec.backup.objectLock.mode', is: ['governance', 'compliance'] },
  },
  {
    ...ASKED,
    path: 'spec.maintenance.window.day',
    flag: 'window-day',
    text: 'Day of the weekly maintenance window',
    comment: 'Disruptive changes happen inside this window, in UTC.',
  },
  {
    ...ASKED,
    path: 'spec.maintenance.window.start',
    flag: 'window-start',
    text: 'Start of the window, hh:mm in UTC',
    comment: '',
  },
  {
    ...ASKED,
    path: 'spec.maintenance.window.minutes',
    flag: 'window-minutes',
    text: 'Length of the window in minutes',
    comment: '',
  },
  {
    ...OPTION,
    path: 'spec.controlCluster',
    flag: 'control-cluster',
    text: 'Control cluster that makes the region',
    comment: 'Its Crossplane and Flux make this region.',
  },
];

/** Asked last: whether they matter depends on a cloud's details. */
export const lastQuestions: readonly RegionQuestion[] = [
  {
    ...ASKED_ONLY,
    path: 'spec.bootstrap',
    flag: 'bootstrap',
    text: "Who installs Flux into the region's cluster",
    comment: 'automatic: the control cluster, which has to reach the API server. manual: you, once.',
    mends: ['ERR_CONFIG_API_SERVER_UNREACHABLE'],
    when: { path: 'spec.network.exposure', is: ['private'] },
  },
];
