import { AGENT_NAMESPACE } from '@atoll/agent-model';
import { type Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { API_PORT, HEALTH_PORT } from './agent-pods.ts';
import { AGENT_USER_ID, type AgentWorkload } from './agent-workload.ts';
import { type AgentMount, listAgentMounts } from './list-agent-mounts.ts';

/** Adds the agent's container to its pods, with the folders that it needs. */
export function addAgentContainer(deployment: kplus.Deployment, chart: Chart, workload: AgentWorkload): void {
  deployment.addContainer({
    name: 'agent',
    image: workload.image,
    imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
    ports: [
      { name: 'http', number: HEALTH_PORT },
      ...(workload.tlsSecret === undefined ? [] : [{ name: 'https', number: API_PORT }]),
    ],
    envVariables: toEnvironment(workload),
    volumeMounts: listAgentMounts(workload).map((mount) => toVolumeMount(chart, mount)),
    resources: {
      cpu: { request: kplus.Cpu.millis(100), limit: kplus.Cpu.units(1) },
      memory: { request: Size.mebibytes(256), limit: Size.mebibytes(512) },
    },
    liveness: probe('/healthz', { failureThreshold: 6 }),
    readiness: probe('/readyz', { failureThreshold: 3 }),
    securityContext: {
      ensureNonRoot: true,
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      user: AGENT_USER_ID,
      group: AGENT_USER_ID,
      capabilities: { drop: [kplus.Capability.ALL] },
      seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
    },
  });
}

function toEnvironment(workload: AgentWorkload): Record<string, kplus.EnvValue> {
  const { scope, regions, access, gitSecret, webhooks, tlsSecret } = workload;
  const values = {
    ATOLL_SCOPE: scope,
    ATOLL_REGIONS: regions.join(','),
    ATOLL_NAMESPACE: AGENT_NAMESPACE,
    ATOLL_ACCESS: access,
    ATOLL_DATA: '/data',
    ATOLL_HEALTH_PORT: String(HEALTH_PORT),
    ...(gitSecret === undefined ? {} : { ATOLL_GIT_FOLDER: '/secrets/git' }),
    ...(webhooks.length === 0 ? {} : { ATOLL_WEBHOOK_FOLDER: '/secrets/webhooks' }),
    ...(tlsSecret === undefined
      ? {}
      : { ATOLL_API_PORT: String(API_PORT), ATOLL_TLS_FOLDER: '/secrets/tls' }),
  };
  return {
    ...Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, kplus.EnvValue.fromValue(value)]),
    ),
    ATOLL_IDENTITY: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME),
  };
}

/** A Secret that is not there yet keeps no agent from detecting: it says what it lacks. */
function toVolumeMount(chart: Chart, { volume, path, source }: AgentMount): kplus.VolumeMount {
  if (source.kind === 'empty') {
    const sizeLimit = Size.mebibytes(source.limitMebibytes);
    return { path, volume: kplus.Volume.fromEmptyDir(chart, `agent-${volume}`, volume, { sizeLimit }) };
  }
  const secret = kplus.Secret.fromSecretName(chart, `agent-secret-${volume}`, source.secretName);
  return {
    path,
    readOnly: true,
    volume: kplus.Volume.fromSecret(chart, `agent-${volume}`, secret, { name: volume, optional: true }),
  };
}

function probe(path: string, { failureThreshold }: { readonly failureThreshold: number }): kplus.Probe {
  return kplus.Probe.fromHttpGet(path, {
    port: HEALTH_PORT,
    failureThreshold,
    periodSeconds: Duration.seconds(10),
    timeoutSeconds: Duration.seconds(5),
  });
}
