import { describe, expect, it } from 'vitest';
import {
  baseFiles,
  edit,
  FREEZE_FILE,
  freezeText,
  ORGANIZATION_FILE,
  US_FILE,
} from './testing/pair-files.ts';
import { type PlanCase, planCase } from './testing/plan-case.ts';
import { summarizePlan } from './testing/summarize-plan.ts';

const cases: readonly PlanCase[] = [
  {
    title: 'a comment changes nothing',
    head: edit(baseFiles, US_FILE, 'spec:', '# the first region\nspec:'),
    expected: ['risk none'],
  },
  {
    title: 'the order of keys changes nothing',
    head: edit(
      baseFiles,
      US_FILE,
      '  cloud: aws\n  location: us-east-1\n',
      '  location: us-east-1\n  cloud: aws\n',
    ),
    expected: ['risk none'],
  },
  {
    title: 'a comment in the organization changes nothing',
    head: edit(baseFiles, ORGANIZATION_FILE, 'spec:', '# all regions\nspec:'),
    expected: ['risk none'],
  },
  {
    title: 'an organization that cannot be read is a problem, and destroys nothing',
    head: edit(baseFiles, ORGANIZATION_FILE, 'kind: Organization', 'kind: Org'),
    expected: ['risk none', 'problem head regions/fleet/organization.yaml:2:7 kind ERR_CONFIG_VALUE'],
  },
  {
    title: 'another control cluster is a move that no object shows',
    head: edit(
      baseFiles,
      US_FILE,
      '  location: us-east-1',
      '  location: us-east-1\n  controlCluster: second',
    ),
    expected: [
      'risk disruptive',
      'region us-one changed disruptive',
      '  notice move',
      'cluster main changed disruptive',
      '  - providers Provider provider-aws-kms safe',
      '  - regions Kustomization region-us-one disruptive',
      '  ~ flux GitRepository atoll safe',
      '    spec.sparseCheckout: changed',
      'cluster second created safe',
    ],
  },
  {
    title: 'a repository of its own for a region changes where its Flux looks',
    head: edit(
      baseFiles,
      US_FILE,
      '  maintenance:',
      '  deploy: {repository: https://git.example.com/us.git}\n  maintenance:',
    ),
    expected: [
      'risk safe',
      'region us-one changed safe',
      '  + flux GitRepository atoll-region safe',
      '  ~ flux GitRepository atoll safe',
      '    spec.sparseCheckout: ["control-plane/us-one","regions/us-one/flux"] → ["control-plane/us-one"]',
      '  ~ bootstrap Kustomization region-flux safe',
      '    spec.sourceRef.name: "atoll" → "atoll-region"',
      '  ~ flux GitRepository atoll safe',
      '    spec.url: "https://git.example.com/deploy.git" → "https://git.example.com/us.git"',
    ],
  },
  {
    title: 'a freeze is told where something would be published',
    base: { ...baseFiles, [FREEZE_FILE]: freezeText('2026-11-20T00:00:00Z', '2026-12-01T00:00:00Z') },
    head: edit(
      { ...baseFiles, [FREEZE_FILE]: freezeText('2026-11-20T00:00:00Z', '2026-12-01T00:00:00Z') },
      US_FILE,
      'retentionDays: 14',
      'retentionDays: 15',
    ),
    expected: [
      'risk safe',
      'region us-one changed safe',
      '  notice freeze',
      '  ~ persistence Instance db safe',
      '    backupRetentionPeriod: 14 → 15',
    ],
  },
  {
    title: 'a freeze alone changes no object, and is told',
    base: { ...baseFiles, [FREEZE_FILE]: freezeText('2026-11-20T00:00:00Z', '2026-12-02T00:00:00Z') },
    head: { ...baseFiles, [FREEZE_FILE]: freezeText('2026-11-20T00:00:00Z', '2026-12-01T00:00:00Z') },
    expected: [
      'risk none',
      'notice freeze quarter-end changes: publishing is refused for all regions from 2026-11-20T00:00:00Z until 2026-12-01T00:00:00Z: quarter end of the customer (regions/fleet/freezes/quarter-end.yaml); ' +
        'before: publishing is refused for all regions from 2026-11-20T00:00:00Z until 2026-12-02T00:00:00Z: quarter end of the customer (regions/fleet/freezes/quarter-end.yaml)',
    ],
  },
  {
    title: 'a new freeze is told with the regions that it covers',
    head: {
      ...baseFiles,
      [FREEZE_FILE]: `${freezeText('2026-11-20T00:00:00Z', '2026-12-01T00:00:00Z')}  regions: [us-one]\n`,
    },
    expected: [
      'risk none',
      'notice freeze quarter-end is new: publishing is refused for us-one from 2026-11-20T00:00:00Z until 2026-12-01T00:00:00Z: quarter end of the customer (regions/fleet/freezes/quarter-end.yaml)',
    ],
  },
  {
    title: 'a freeze that is taken back is told',
    base: { ...baseFiles, [FREEZE_FILE]: freezeText('2026-11-20T00:00:00Z', '2026-12-01T00:00:00Z') },
    head: baseFiles,
    expected: [
      'risk none',
      'notice freeze quarter-end is taken back: publishing is refused for all regions from 2026-11-20T00:00:00Z until 2026-12-01T00:00:00Z: quarter end of the customer (regions/fleet/freezes/quarter-end.yaml)',
    ],
  },
  {
    title: 'the first commit creates everything',
    base: {},
    head: baseFiles,
    expected: [
      'risk safe',
      'region eu-one created safe',
      '  waits Record host for spec.aws.ingress',
      '  waits VPCEndpointService privatelink for spec.aws.ingress',
      '  waits the agent for spec.agent.image of regions/fleet/organization.yaml',
      '  opens api-server own',
      '  opens ingress db tcp 5432 10.44.0.0/18 own',
      '  opens ingress db tcp 5432 10.44.128.0/18 own',
      '  opens ingress db tcp 5432 10.44.64.0/18 own',
      '  opens load balancers own',
      '  opens route 0.0.0.0/0 NAT gateway own',
      '  opens route 172.16.0.0/12 Transit Gateway named',
      '  cost 0-0 → 73-73',
      'region us-one created safe',
      '  waits Record host for spec.aws.ingress',
      '  waits the agent for spec.agent.image of regions/fleet/organization.yaml',
      '  opens api-server 198.51.100.0/24 named',
      '  opens ingress db tcp 5432 10.40.0.0/18 own',
      '  opens ingress db tcp 5432 10.40.128.0/18 own',
      '  opens ingress db tcp 5432 10.40.64.0/18 own',
      '  opens load balancers internet',
      '  opens public addresses subnet-1 internet',
      '  opens public addresses subnet-2 internet',
      '  opens public addresses subnet-3 internet',
      '  opens route 0.0.0.0/0 internet gateway internet',
      '  cost 0-0 → 915-6802',
      'cluster main created safe',
    ],
  },
];

describe('a plan of changes of the fleet', () => {
  it.each(cases)('$title', async (given) => {
    const plan = await planCase(given);

    expect(summarizePlan(plan)).toStrictEqual(given.expected);
  });
});
