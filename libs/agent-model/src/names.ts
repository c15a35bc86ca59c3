/** API group of the kinds that live in clusters; configuration files are of `config.atoll.dev`, never of this. */
export const CLUSTER_API_GROUP = 'atoll.dev';

/** Version of those kinds. */
export const CLUSTER_API_VERSION = 'v1alpha1';

/** Namespace of the agent, its DriftRecords and its Leases. */
export const AGENT_NAMESPACE = 'atoll-system';

/** Name of the agent's Deployment, ServiceAccount, Service, Lease and ConfigMap, and its field manager. */
export const AGENT_NAME = 'atoll-agent';

/** Key of the ConfigMap `atoll-agent` under which its AgentConfig stands, as JSON. */
export const AGENT_CONFIG_KEY = 'agent.json';

/** Annotation of a rendered binding: the instant (RFC 3339, UTC) after which it must be gone. */
export const UNTIL_ANNOTATION = 'atoll.dev/until';
