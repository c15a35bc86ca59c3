import type { LogLevel } from '../agent-log.ts';

/** What a process of the agent guards: a region's own half, or the control halves of a control cluster. */
export type AgentScope = 'region' | 'control-plane';

/** What a program tells the agent; everything else is rendered by synth and read from the cluster. */
export interface AgentOptions {
  readonly scope: AgentScope;
  /** Region of scope `region`; regions of scope `control-plane`, all of the control cluster if empty. */
  readonly regions: readonly string[];
  /** Who this replica is, such as the name of its Pod. */
  readonly identity: string;
  /** Version of the program. */
  readonly version: string;
  /** File of the cluster; undefined: as kubectl finds it, or the Pod's account. */
  readonly kubeconfig?: string;
  readonly context?: string;
  /** Namespace of the agent's Lease and DriftRecords. */
  readonly namespace: string;
  /** Folder that the agent may fill: mirrors of Git, and what it learnt. */
  readonly dataFolder: string;
  /** Address of the deploy repository as it is reached from here; undefined: the rendered one. */
  readonly deployRepository?: string;
  /** Folder with the files `username` and `password` of the deploy repository; read for each fetch, so that they may be renewed. */
  readonly gitFolder?: string;
  /** Folder with a folder for each webhook, which holds its key as the file `hmacKey`; undefined: none has one. */
  readonly webhookFolder?: string;
  /** Port of the Execution API; undefined: it is not served; 0: any free one. */
  readonly apiPort?: number;
  /** Folder with `tls.crt` and `tls.key` of the Execution API, read again when they change. */
  readonly tlsFolder?: string;
  /** Folder of the audit log; undefined: the folder `audit` of `dataFolder`. */
  readonly auditFolder?: string;
  /** Address that is listened on. */
  readonly host: string;
  /** Port of `/healthz`, `/readyz` and `/metrics`, over plain HTTP; 0: any free one. */
  readonly healthPort: number;
  readonly logLevel: LogLevel;
  /** What the account may do: remediating includes dry-runs, which the API server treats as patches. */
  readonly access: 'read-only' | 'remediating';
  /** look: compares and logs, writes nothing and stands for no Lease. */
  readonly mode: 'run' | 'look';
}
