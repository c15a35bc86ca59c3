import { AGENT_NAME, AGENT_NAMESPACE } from '@atoll/agent-model';
import { PodDisruptionBudget, TypedObject } from '@atoll/typed-object';
import { ApiObject, type Chart, Duration, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { addAgentContainer } from './add-agent-container.ts';
import { AGENT_LABELS, HEALTH_PORT } from './agent-pods.ts';
import { AGENT_USER_ID, type AgentWorkload } from './agent-workload.ts';

/** One acts, one stands by and detects as well. */
const REPLICAS = 2;

/** Adds the Deployment of the agent and its PodDisruptionBudget. */
export function addAgentWorkload(chart: Chart, workload: AgentWorkload): void {
  const deployment = new kplus.Deployment(chart, 'agent-deployment', {
    metadata: { name: AGENT_NAME, namespace: AGENT_NAMESPACE, labels: { ...AGENT_LABELS } },
    podMetadata: {
      labels: { ...AGENT_LABELS },
      annotations: {
        // By name, since cdk8s sorts keys only as long as nobody tells it otherwise by its environment.
        'prometheus.io/path': '/metrics',
        'prometheus.io/port': String(HEALTH_PORT),
        'prometheus.io/scrape': 'true',
      },
    },
    replicas: REPLICAS,
    select: false,
    strategy: kplus.DeploymentStrategy.rollingUpdate({
      maxSurge: kplus.PercentOrAbsolute.absolute(1),
      maxUnavailable: kplus.PercentOrAbsolute.absolute(0),
    }),
    serviceAccount: kplus.ServiceAccount.fromServiceAccountName(chart, 'agent-pod-account', AGENT_NAME, {
      namespaceName: AGENT_NAMESPACE,
    }),
    automountServiceAccountToken: true,
    securityContext: {
      ensureNonRoot: true,
      user: AGENT_USER_ID,
      group: AGENT_USER_ID,
      fsGroup: AGENT_USER_ID,
    },
    terminationGracePeriod: Duration.seconds(30),
    volumes: [],
  });
  deployment.select(kplus.LabelSelector.of({ labels: { ...AGENT_LABELS } }));
  addAgentContainer(deployment, chart, workload);
  mendPods(deployment);
  new TypedObject(chart, 'agent-disruption-budget', PodDisruptionBudget, {
    name: AGENT_NAME,
    namespace: AGENT_NAMESPACE,
    spec: { minAvailable: 1, selector: { matchLabels: { ...AGENT_LABELS } } },
  });
}

/** cdk8s-plus knows nothing of spread constraints, soft rules and a pod's seccomp profile, and labels pods by itself. */
function mendPods(deployment: kplus.Deployment): void {
  const labelSelector = { matchLabels: { ...AGENT_LABELS } };
  const zone = 'topology.kubernetes.io/zone';
  const host = 'kubernetes.io/hostname';
  ApiObject.of(deployment).addJsonPatch(
    // Made of the construct's place in the code: moving the code would restart the pods.
    JsonPatch.remove(`/spec/template/metadata/labels/${kplus.Pod.ADDRESS_LABEL.replace('/', '~1')}`),
    // The API server drops what says nothing, so that the live object would differ from Git for ever.
    JsonPatch.remove('/spec/minReadySeconds'),
    JsonPatch.remove('/spec/template/spec/hostNetwork'),
    JsonPatch.add('/spec/template/spec/topologySpreadConstraints', [
      { maxSkew: 1, topologyKey: zone, whenUnsatisfiable: 'ScheduleAnyway', labelSelector },
    ]),
    JsonPatch.add('/spec/template/spec/affinity', {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 100, podAffinityTerm: { topologyKey: host, labelSelector } },
        ],
      },
    }),
    JsonPatch.add('/spec/template/spec/enableServiceLinks', false),
    JsonPatch.add('/spec/template/spec/securityContext/seccompProfile', { type: 'RuntimeDefault' }),
  );
}
