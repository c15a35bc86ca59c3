/** User of distroless images, which is nobody's. */
export const AGENT_USER_ID = 65_532;

/** What a process of the agent is told; names are those of its options. */
export interface AgentWorkload {
  /** With its digest. */
  readonly image: string;
  readonly scope: 'region' | 'control-plane';
  /** Names of regions; none with scope control-plane: all that the cluster has. */
  readonly regions: readonly string[];
  readonly access: 'read-only' | 'remediating';
  /** Secret with `username` and `password` of the deploy repository; undefined: nothing is needed. */
  readonly gitSecret: string | undefined;
  readonly webhooks: readonly { readonly name: string; readonly secretName: string }[];
  /** Secret with the certificate of the Execution API; undefined: it is not served. */
  readonly tlsSecret: string | undefined;
}
