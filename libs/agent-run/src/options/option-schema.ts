import { logLevels } from '../agent-log.ts';

const MAX_PORT = 65_535;
const port = { type: 'integer', minimum: 0, maximum: MAX_PORT } as const;
const path = { type: 'string', minLength: 1 } as const;

/** One option in its three forms. */
export interface OptionRow {
  /** Variable of the environment. */
  readonly variable: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly description: string;
  readonly default?: string | number;
}

/** Every option of the agent, by its name in AgentOptions: the one table behind environment, schema and documentation. */
export const optionRows = {
  scope: {
    variable: 'ATOLL_SCOPE',
    schema: { type: 'string', enum: ['region', 'control-plane'] },
    description:
      "region: guards the region's own half in its cluster; control-plane: guards the control halves beside Crossplane.",
    default: 'region',
  },
  regions: {
    variable: 'ATOLL_REGIONS',
    schema: { type: 'string', pattern: '^([a-z][a-z0-9-]*(,[a-z][a-z0-9-]*)*)?$' },
    description: 'Names of regions with commas between; may be empty with scope control-plane: all of them.',
    default: '',
  },
  identity: {
    variable: 'ATOLL_IDENTITY',
    schema: { type: 'string', minLength: 1 },
    description: 'Name of this replica: its Pod.',
  },
  kubeconfig: {
    variable: 'ATOLL_KUBECONFIG',
    schema: path,
    description: "Kubeconfig; absent: kubectl's rules, then the Pod's account.",
  },
  context: { variable: 'ATOLL_CONTEXT', schema: path, description: 'Context of the kubeconfig.' },
  namespace: {
    variable: 'ATOLL_NAMESPACE',
    schema: { type: 'string', pattern: '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$' },
    description: 'Namespace of Lease and DriftRecords.',
    default: 'atoll-system',
  },
  dataFolder: {
    variable: 'ATOLL_DATA',
    schema: path,
    description: 'Folder that may be filled; nothing in it is needed after a loss.',
  },
  deployRepository: {
    variable: 'ATOLL_DEPLOY_REPOSITORY',
    schema: path,
    description: 'Deploy repository as reached from here.',
  },
  gitFolder: {
    variable: 'ATOLL_GIT_FOLDER',
    schema: path,
    description: 'Folder with username and password of the deploy repository.',
  },
  webhookFolder: {
    variable: 'ATOLL_WEBHOOK_FOLDER',
    schema: path,
    description: 'Folder with a folder for each webhook, which holds its key as the file hmacKey.',
  },
  apiPort: {
    variable: 'ATOLL_API_PORT',
    schema: port,
    description: 'Port of the Execution API, over HTTPS; absent: it is not served.',
  },
  tlsFolder: {
    variable: 'ATOLL_TLS_FOLDER',
    schema: path,
    description: 'Folder with tls.crt and tls.key of the Execution API.',
  },
  auditFolder: {
    variable: 'ATOLL_AUDIT_FOLDER',
    schema: path,
    description: 'Folder of the audit log; absent: the folder audit of ATOLL_DATA, which goes with the Pod.',
  },
  host: {
    variable: 'ATOLL_HOST',
    schema: { type: 'string', minLength: 1 },
    description: 'Address to listen on.',
    default: '0.0.0.0',
  },
  healthPort: {
    variable: 'ATOLL_HEALTH_PORT',
    schema: port,
    description: 'Port of /healthz, /readyz, /metrics.',
    default: 8080,
  },
  logLevel: {
    variable: 'ATOLL_LOG_LEVEL',
    schema: { type: 'string', enum: logLevels },
    description: 'Least that is logged.',
    default: 'info',
  },
  access: {
    variable: 'ATOLL_ACCESS',
    schema: { type: 'string', enum: ['read-only', 'remediating'] },
    description: 'What the account of the agent may do; remediating: it may also dry-run an apply, and heal.',
    default: 'read-only',
  },
  mode: {
    variable: 'ATOLL_MODE',
    schema: { type: 'string', enum: ['run', 'look'] },
    description: 'look: compares and logs, writes nothing and stands for no Lease; for a workstation.',
    default: 'run',
  },
} as const satisfies Record<string, OptionRow>;

/** Name of an option. */
export type OptionName = keyof typeof optionRows;
