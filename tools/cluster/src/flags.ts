/** Ports of one control plane, all on 127.0.0.1. */
export interface ClusterPorts {
  readonly etcdClient: number;
  readonly etcdPeer: number;
  readonly secure: number;
}

/** What etcd's command line depends on. */
export interface EtcdSettings {
  readonly ports: ClusterPorts;
  /** Absolute folder of the database. */
  readonly databaseFolder: string;
  /** Whether writes reach the disk before they are answered: needed when the folder must survive a power cut. */
  readonly isDurable: boolean;
}

/** Paths on the API server's command line, all absolute. */
export interface ApiServerSettings {
  readonly ports: ClusterPorts;
  readonly tlsCert: string;
  readonly tlsKey: string;
  readonly clientAuthority: string;
  readonly serviceAccountKey: string;
  readonly serviceAccountPublicKey: string;
  readonly auditPolicyPath: string;
  readonly auditLogPath: string;
}

const HOST = '127.0.0.1';

/** A lone member waits a whole election at every start: 1 s with etcd's default, 0.1 s with these, in ms. */
const ELECTION = { heartbeat: 10, timeout: 100 };

/**
 * Renders a policy that records every write by anybody but the control plane itself, one JSON object a line.
 *
 * @param readers groups of users whose reads are recorded too
 */
export function renderAuditPolicy(readers: readonly string[] = []): string {
  const reads =
    readers.length === 0 ? '' : `  - level: Metadata\n    userGroups: ${JSON.stringify(readers)}\n`;
  return `apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
  - level: None
    users: [system:apiserver, system:kube-controller-manager, system:kube-scheduler]
  - level: Metadata
    verbs: [create, update, patch, delete, deletecollection]
${reads}  - level: None
`;
}

/** Gives the URL under which etcd serves its clients. */
export function etcdUrl(ports: ClusterPorts): string {
  return `http://${HOST}:${ports.etcdClient}`;
}

/** Gives the URL of the API server. */
export function apiServerUrl(ports: ClusterPorts): string {
  return `https://${HOST}:${ports.secure}`;
}

/** Gives the arguments of a one-member etcd. */
export function etcdFlags({ ports, databaseFolder, isDurable }: EtcdSettings): string[] {
  const peerUrl = `http://${HOST}:${ports.etcdPeer}`;
  return [
    '--name=a',
    `--data-dir=${databaseFolder}`,
    ...(isDurable ? [] : ['--unsafe-no-fsync']),
    '--snapshot-count=100000',
    '--log-level=warn',
    `--heartbeat-interval=${ELECTION.heartbeat}`,
    `--election-timeout=${ELECTION.timeout}`,
    `--listen-client-urls=${etcdUrl(ports)}`,
    `--advertise-client-urls=${etcdUrl(ports)}`,
    `--listen-peer-urls=${peerUrl}`,
    `--initial-advertise-peer-urls=${peerUrl}`,
    `--initial-cluster=a=${peerUrl}`,
  ];
}

/** Gives the arguments of an API server with TLS, RBAC and audit, and without anonymous access. */
export function apiServerFlags(settings: ApiServerSettings): string[] {
  return [
    `--etcd-servers=${etcdUrl(settings.ports)}`,
    `--bind-address=${HOST}`,
    `--advertise-address=${HOST}`,
    `--secure-port=${settings.ports.secure}`,
    `--tls-cert-file=${settings.tlsCert}`,
    `--tls-private-key-file=${settings.tlsKey}`,
    `--client-ca-file=${settings.clientAuthority}`,
    '--authorization-mode=Node,RBAC',
    '--anonymous-auth=false',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-signing-key-file=${settings.serviceAccountKey}`,
    `--service-account-key-file=${settings.serviceAccountPublicKey}`,
    '--service-cluster-ip-range=10.0.0.0/24',
    '--endpoint-reconciler-type=none',
    '--allow-privileged=true',
    `--audit-policy-file=${settings.auditPolicyPath}`,
    `--audit-log-path=${settings.auditLogPath}`,
  ];
}
