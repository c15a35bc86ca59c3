import { kubernetesSchemas } from '@atoll/typed-object';
import { App, Chart } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { addAgent, type AgentProps } from './add-agent.ts';

const PROPS: AgentProps = {
  image: `registry.example.com/atoll/agent@sha256:${'0f'.repeat(32)}`,
  scope: 'region',
  regions: ['eu-west-1'],
  access: 'read-only',
  gitSecret: undefined,
  webhooks: [],
  tlsSecret: undefined,
  egress: { rules: [{ to: 'git', cidrs: ['198.51.100.0/28'], ports: [443] }], open: [] },
};

interface Rendered {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: never;
}

function render(overrides: Partial<AgentProps> = {}): readonly Rendered[] {
  const chart = new Chart(new App(), 'agent');
  addAgent(chart, { ...PROPS, ...overrides });
  return chart.toJson() as Rendered[];
}

/** The parts of a pod that are looked at. */
interface Pod {
  readonly metadata: { readonly labels: object; readonly annotations: object };
  readonly spec: {
    readonly containers: readonly [
      {
        readonly env: readonly { readonly name: string; readonly value?: string }[];
        readonly ports: readonly { readonly containerPort: number }[];
        readonly securityContext: object;
        readonly volumeMounts: readonly { readonly mountPath: string; readonly readOnly?: boolean }[];
      },
    ];
    readonly securityContext: object;
    readonly volumes: readonly { readonly secret?: { readonly optional: boolean } }[];
  };
}

function podOf(objects: readonly Rendered[]): Pod {
  const deployment = objects.find(({ kind }) => kind === 'Deployment');
  return (deployment?.spec as unknown as { readonly template: Pod }).template;
}

function environmentOf(overrides: Partial<AgentProps>): Readonly<Record<string, string | undefined>> {
  const [container] = podOf(render(overrides)).spec.containers;
  return Object.fromEntries(container.env.map(({ name, value }) => [name, value]));
}

describe(addAgent, () => {
  it('adds four objects of one name, which the API server takes', () => {
    const objects = render();

    expect(
      objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`),
    ).toStrictEqual([
      'Deployment atoll-system/atoll-agent',
      'PodDisruptionBudget atoll-system/atoll-agent',
      'Service atoll-system/atoll-agent',
      'NetworkPolicy atoll-system/atoll-agent',
    ]);
    expect(objects.flatMap((object) => kubernetesSchemas.validate(object))).toStrictEqual([]);
  });

  it('runs two pods over zones and nodes, of which one may go at a time', () => {
    const [deployment, budget] = render() as unknown as readonly { readonly spec: object }[];

    expect(deployment?.spec).toMatchObject({
      replicas: 2,
      strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: {
        spec: {
          topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone' }],
          affinity: {
            podAntiAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [
                { podAffinityTerm: { topologyKey: 'kubernetes.io/hostname' } },
              ],
            },
          },
        },
      },
    });
    expect(budget?.spec).toMatchObject({ minAvailable: 1 });
  });

  it('holds the restricted Pod Security Standard, with a root that nobody writes to', () => {
    const { spec } = podOf(render());

    expect(spec.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(spec.containers[0].securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
    });
    expect(
      spec.containers[0].volumeMounts
        .filter(({ readOnly }) => readOnly !== true)
        .map(({ mountPath }) => mountPath),
    ).toStrictEqual(['/data', '/tmp']);
  });

  it('has no label that moves with the code', () => {
    expect(podOf(render()).metadata.labels).toStrictEqual({ 'app.kubernetes.io/name': 'atoll-agent' });
  });

  it('is scraped where its metrics are', () => {
    expect(podOf(render()).metadata.annotations).toStrictEqual({
      'prometheus.io/path': '/metrics',
      'prometheus.io/port': '8080',
      'prometheus.io/scrape': 'true',
    });
  });

  it('is told by its environment what it may do', () => {
    expect(environmentOf({})).toMatchObject({
      ATOLL_SCOPE: 'region',
      ATOLL_REGIONS: 'eu-west-1',
      ATOLL_ACCESS: 'read-only',
    });
    expect(environmentOf({ access: 'remediating' })).toMatchObject({
      ATOLL_ACCESS: 'remediating',
    });
  });

  it('starts without its Secrets, and mounts each where the environment says', () => {
    const secrets = {
      gitSecret: 'deploy',
      tlsSecret: 'tls',
      webhooks: [{ name: 'on-call', secretName: 'hook' }],
    };
    const { spec } = podOf(render(secrets));

    expect(environmentOf(secrets)).toMatchObject({
      ATOLL_GIT_FOLDER: '/secrets/git',
      ATOLL_TLS_FOLDER: '/secrets/tls',
      ATOLL_WEBHOOK_FOLDER: '/secrets/webhooks',
      ATOLL_API_PORT: '8443',
    });
    expect(spec.containers[0].volumeMounts.map(({ mountPath }) => mountPath)).toStrictEqual([
      '/data',
      '/tmp',
      '/secrets/git',
      '/secrets/tls',
      '/secrets/webhooks/on-call',
    ]);
    expect(spec.volumes.filter(({ secret }) => secret?.optional === true)).toHaveLength(3);
  });

  it.each([
    [undefined, [8080], [8080]],
    ['tls', [8080, 8443], [443, 8080]],
  ])('with the certificate %s opens the ports %j', (tlsSecret, ports, served) => {
    const objects = render({ tlsSecret });
    const service = objects.find(({ kind }) => kind === 'Service')?.spec as unknown as {
      readonly ports: readonly { readonly port: number }[];
    };
    const policy = objects.find(({ kind }) => kind === 'NetworkPolicy')?.spec as unknown as {
      readonly ingress: readonly { readonly ports: readonly { readonly port: number }[] }[];
    };

    const open = policy.ingress.flatMap((rule) => rule.ports.map(({ port }) => port));

    expect(open.sort()).toStrictEqual(ports);
    expect(podOf(objects).spec.containers[0].ports.map(({ containerPort }) => containerPort)).toStrictEqual(
      ports,
    );
    expect(service.ports.map(({ port }) => port)).toStrictEqual(served);
  });

  it('lets nothing out but to DNS and what was planned', () => {
    const policy = render().find(({ kind }) => kind === 'NetworkPolicy');

    expect(policy?.spec).toMatchObject({
      policyTypes: ['Egress', 'Ingress'],
      egress: [
        {
          to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }],
          ports: [
            { port: 53, protocol: 'TCP' },
            { port: 53, protocol: 'UDP' },
          ],
        },
        { to: [{ ipBlock: { cidr: '198.51.100.0/28' } }], ports: [{ port: 443, protocol: 'TCP' }] },
      ],
    });
  });
});
