import { describe, expect, it } from 'vitest';
import { baseFiles, edit, INSIDE, OBSERVED_FILE, US_FILE } from './testing/pair-files.ts';
import { type PlanCase, planCase } from './testing/plan-case.ts';
import { summarizePlan } from './testing/summarize-plan.ts';

const cases: readonly PlanCase[] = [
  {
    title: 'the next Kubernetes is disruptive for the control plane and the system nodes',
    head: edit(baseFiles, US_FILE, '"1.34"', '"1.35"'),
    expected: [
      'risk disruptive',
      'region us-one changed disruptive',
      '  ~ cluster Cluster cluster disruptive',
      '    version: "1.34" → "1.35" disruptive',
      '  ~ cluster NodeGroup system disruptive',
      '    version: "1.34" → "1.35" disruptive',
    ],
  },
  {
    title: 'the next Kubernetes inside the maintenance window is safe',
    head: edit(baseFiles, US_FILE, '"1.34"', '"1.35"'),
    at: INSIDE,
    expected: [
      'risk safe',
      'region us-one changed safe',
      '  ~ cluster Cluster cluster safe',
      '    version: "1.34" → "1.35" safe',
      '  ~ cluster NodeGroup system safe',
      '    version: "1.34" → "1.35" safe',
    ],
  },
  {
    title: 'an older Kubernetes is refused',
    base: edit(baseFiles, US_FILE, '"1.34"', '"1.35"'),
    head: baseFiles,
    expected: [
      'risk disruptive',
      'region us-one changed disruptive',
      '  ~ cluster Cluster cluster disruptive',
      '    version: "1.35" → "1.34" refused',
      '  ~ cluster NodeGroup system disruptive',
      '    version: "1.35" → "1.34" refused',
    ],
  },
  {
    title: 'two versions of Kubernetes at once are refused',
    head: edit(baseFiles, US_FILE, '"1.34"', '"1.36"'),
    expected: [
      'risk disruptive',
      'region us-one changed disruptive',
      '  ~ cluster Cluster cluster disruptive',
      '    version: "1.34" → "1.36" refused',
      '  ~ cluster NodeGroup system disruptive',
      '    version: "1.34" → "1.36" disruptive',
    ],
  },
  {
    title: 'a new version of the launch template replaces the system nodes',
    head: edit(baseFiles, OBSERVED_FILE, 'systemTemplateVersion: 1', 'systemTemplateVersion: 2'),
    expected: [
      'risk disruptive',
      'region us-one changed disruptive',
      '  ~ cluster NodeGroup system disruptive',
      '    launchTemplate.version: "1" → "2" disruptive',
    ],
  },
  {
    title: 'one more system node is safe and costs more',
    head: edit(baseFiles, US_FILE, 'nodes: {sizes', 'systemNodes: 4\n    nodes: {sizes'),
    expected: [
      'risk safe',
      'region us-one changed safe',
      '  ~ cluster NodeGroup system safe',
      '    scalingConfig.desiredSize: 3 → 4',
      '    scalingConfig.maxSize: 3 → 4',
      '    scalingConfig.minSize: 3 → 4',
      '  cost 915-6802 → 1195-7082',
    ],
  },
  {
    title: 'one system node less is disruptive',
    base: edit(baseFiles, US_FILE, 'nodes: {sizes', 'systemNodes: 4\n    nodes: {sizes'),
    head: baseFiles,
    expected: [
      'risk disruptive',
      'region us-one changed disruptive',
      '  ~ cluster NodeGroup system disruptive',
      '    scalingConfig.desiredSize: 4 → 3 disruptive',
      '    scalingConfig.maxSize: 4 → 3 disruptive',
      '    scalingConfig.minSize: 4 → 3 disruptive',
      '  cost 1195-7082 → 915-6802',
    ],
  },
  {
    title: 'fewer elastic nodes are safe and cost less at most',
    head: edit(baseFiles, US_FILE, 'max: 10', 'max: 6'),
    expected: [
      'risk safe',
      'region us-one changed safe',
      '  ~ platform NodePool elastic safe',
      '    spec.limits.cpu: "160" → "96" safe',
      '    spec.limits.memory: "640Gi" → "384Gi" safe',
      '  cost 915-6802 → 915-4447',
    ],
  },
  {
    title: 'other sizes of elastic nodes wait for the maintenance window by themselves',
    head: edit(baseFiles, US_FILE, '[8x32, 16x64]', '[16x64]'),
    expected: [
      'risk safe',
      'region us-one changed safe',
      '  ~ platform NodePool elastic safe',
      '    spec.template.spec.requirements[0].values: changed safe',
    ],
  },
  {
    title: 'a region that its owner boots by hand loses what applied its Flux',
    head: edit(baseFiles, US_FILE, '  maintenance:', '  bootstrap: manual\n  maintenance:'),
    expected: [
      'risk disruptive',
      'region us-one changed disruptive',
      '  ~ flux GitRepository atoll safe',
      '    spec.sparseCheckout: ["control-plane/us-one","regions/us-one/flux"] → ["control-plane/us-one"]',
      '  - flux Kustomization bootstrap disruptive',
      '  - bootstrap ClusterAuth cluster disruptive',
      '  - bootstrap HelmRelease flux2 disruptive',
      '  - bootstrap HelmRepository flux2 safe',
      '  - bootstrap Kustomization region-flux disruptive',
    ],
  },
];

describe('a plan of changes of the cluster and its nodes', () => {
  it.each(cases)('$title', async (given) => {
    const plan = await planCase(given);

    expect(summarizePlan(plan)).toStrictEqual(given.expected);
  });
});
