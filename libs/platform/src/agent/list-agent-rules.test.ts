import { describe, expect, it } from 'vitest';
import type { AgentRule, WatchedObject } from './agent-rule.ts';
import {
  listControlAgentRules,
  listHealingRules,
  listRegionAgentRules,
  type RegionAgentNeeds,
} from './list-agent-rules.ts';

function kindOf(group: string, plural: string, namespaced = true): WatchedObject['kind'] {
  const version = 'v1';
  return { group, version, apiVersion: `${group}/${version}`, kind: plural, plural, namespaced };
}

const CONFIG_MAP = { kind: kindOf('', 'configmaps'), namespace: 'flux-system', name: 'atoll-guard' };
const DEPLOYMENT = { kind: kindOf('apps', 'deployments'), namespace: 'shop', name: 'cart' };
const SECRET = { kind: kindOf('', 'secrets'), namespace: 'shop', name: 'key' };
const POOL = { kind: kindOf('karpenter.sh', 'nodepools', false), namespace: undefined, name: 'elastic' };
const BINDING = {
  kind: kindOf('admissionregistration.k8s.io', 'validatingadmissionpolicybindings', false),
  namespace: undefined,
  name: 'atoll-guard-flux',
};
const POLICY = {
  ...BINDING,
  kind: kindOf('admissionregistration.k8s.io', 'validatingadmissionpolicies', false),
};

function rulesOf(objects: readonly WatchedObject[], overrides: Partial<RegionAgentNeeds> = {}) {
  return listRegionAgentRules({
    objects,
    access: 'read-only',
    fluxNamespace: 'flux-system',
    stages: ['platform', 'agent'],
    servesApi: false,
    ...overrides,
  });
}

function render({ namespace = '*', group, resource, names, verbs }: AgentRule): string {
  const kind = group === '' ? resource : `${resource}.${group}`;
  return `${namespace} ${kind}${names === undefined ? '' : ` [${names.join(' ')}]`}: ${verbs.join(' ')}`;
}

const OWN = [
  'atoll-system leases.coordination.k8s.io: create',
  'atoll-system leases.coordination.k8s.io [atoll-agent]: get list watch update',
  'atoll-system driftrecords.atoll.dev: get list watch create',
  'atoll-system driftrecords/status.atoll.dev: patch',
];

describe(listRegionAgentRules, () => {
  it('reads each kind where it stands, and writes nothing but what is its own', () => {
    expect(rulesOf([DEPLOYMENT, { ...DEPLOYMENT, name: 'till' }, POOL]).map(render)).toStrictEqual([
      '* nodepools.karpenter.sh: get list watch',
      'shop deployments.apps: get list watch',
      ...OWN,
      'atoll-system configmaps [atoll-agent]: get list watch',
      '* regions/status.atoll.dev: patch',
      'default events.events.k8s.io: create patch',
      'shop events.events.k8s.io: create patch',
      'flux-system kustomizations.kustomize.toolkit.fluxcd.io: get list watch',
    ]);
  });

  it('patches the same kinds where it is to heal, and asks for its stages alone', () => {
    const rules = rulesOf([DEPLOYMENT, POOL], { access: 'remediating' }).map(render);

    expect(rules.filter((rule) => rule.includes('patch'))).toStrictEqual([
      '* nodepools.karpenter.sh: get list watch create patch',
      'shop deployments.apps: get list watch create patch',
      'atoll-system driftrecords/status.atoll.dev: patch',
      '* regions/status.atoll.dev: patch',
      'default events.events.k8s.io: create patch',
      'shop events.events.k8s.io: create patch',
      'flux-system kustomizations.kustomize.toolkit.fluxcd.io [platform agent]: patch',
    ]);
  });

  it('sees of Secrets only those that are rendered, by name', () => {
    const rules = rulesOf([SECRET, { ...SECRET, name: 'cert' }, SECRET]).map(render);

    expect(rules.filter((rule) => rule.includes('secrets'))).toStrictEqual([
      'shop secrets [cert key]: get list watch',
    ]);
  });

  it('needs no second rule for its ConfigMap where it reads all of the namespace', () => {
    const own = { ...CONFIG_MAP, namespace: 'atoll-system', name: 'atoll-agent' };

    expect(rulesOf([own]).map(render)).not.toContain('atoll-system configmaps [atoll-agent]: get list watch');
    expect(rulesOf([own]).map(render)).toContain('atoll-system configmaps: get list watch');
  });

  it('asks whose a token is only where it serves the API', () => {
    const review = '* tokenreviews.authentication.k8s.io: create';

    expect(rulesOf([DEPLOYMENT]).map(render)).not.toContain(review);
    expect(rulesOf([DEPLOYMENT], { servesApi: true }).map(render)).toContain(review);
  });

  it('may read what the API server demands of whoever patches the guard', () => {
    const reads = (access: 'read-only' | 'remediating') =>
      rulesOf([POLICY, BINDING], { access })
        .map(render)
        .filter((rule) => rule.startsWith('* configmaps'));

    expect(reads('read-only')).toStrictEqual([]);
    expect(reads('remediating')).toStrictEqual(['* configmaps [*]: get', '* configmaps [atoll-guard]: get']);
  });
});

describe(listControlAgentRules, () => {
  it('reads in the whole cluster, and patches nothing that is rendered', () => {
    const rules = listControlAgentRules({ kinds: [kindOf('ec2.aws.m.upbound.io', 'vpcs')] }).map(render);

    expect(rules).toStrictEqual([
      '* vpcs.ec2.aws.m.upbound.io: get list watch',
      '* configmaps: get list watch',
      '* regions.atoll.dev: get list watch',
      ...OWN,
      '* regions/status.atoll.dev: patch',
      '* events.events.k8s.io: create patch',
      '* kustomizations.kustomize.toolkit.fluxcd.io: get list watch',
    ]);
  });
});

describe(listHealingRules, () => {
  it('patches the kinds of one region in its namespace, and its stages by name', () => {
    const vpc = { kind: kindOf('ec2.aws.m.upbound.io', 'vpcs'), namespace: 'region-eu', name: 'vpc' };

    const rules = listHealingRules({ namespace: 'region-eu', objects: [vpc], stages: ['network'] });

    expect(rules.map(render)).toStrictEqual([
      'region-eu vpcs.ec2.aws.m.upbound.io: create patch',
      'region-eu kustomizations.kustomize.toolkit.fluxcd.io [network]: patch',
    ]);
  });
});
