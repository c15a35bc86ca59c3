import { AGENT_NAME, AGENT_NAMESPACE } from '@atoll/agent-model';
import { type AuditRecord, type RunningCluster, readAuditLog } from '@atoll/cluster';
import type { AgentRule } from '@atoll/platform';

const ACCOUNT = `system:serviceaccount:${AGENT_NAMESPACE}:${AGENT_NAME}`;

const METHODS: Readonly<Record<string, string>> = {
  get: 'GET',
  list: 'GET',
  create: 'POST',
  update: 'PUT',
  patch: 'PATCH',
};

/** Groups whose reads have to stand in the audit log for this. */
export const AUDITED_GROUPS = [`system:serviceaccounts:${AGENT_NAMESPACE}`];

/** Gives every request of the agent's account since a moment, as of the audit log. */
export async function listAccountRequests(
  { auditLogPath }: RunningCluster,
  since: string,
): Promise<readonly AuditRecord[]> {
  const records = await readAuditLog(auditLogPath);
  return records.filter(
    ({ user, requestReceivedTimestamp }) => user.username === ACCOUNT && requestReceivedTimestamp >= since,
  );
}

/** Tells whether a request was allowed by a rule. */
export function isByRule(
  { namespace, group, resource, names, verbs }: AgentRule,
  { verb, objectRef = {} }: AuditRecord,
): boolean {
  const { subresource, name = '' } = objectRef;
  const asked = subresource === undefined ? objectRef.resource : `${objectRef.resource}/${subresource}`;
  return (
    (namespace === undefined || namespace === objectRef.namespace) &&
    group === (objectRef.apiGroup ?? '') &&
    resource === asked &&
    (names === undefined || names.includes(name)) &&
    verbs.includes(verb)
  );
}

/** Sends the like of a request under the agent's account, with an empty body; gives the status. */
export async function repeatRequest(cluster: RunningCluster, record: AuditRecord): Promise<number> {
  const method = METHODS[record.verb];
  if (method === undefined) throw new Error(`a request to ${record.verb} is not repeated`);
  const contentType = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  const { status } = await cluster.request(method, record.requestURI, {
    headers: { 'impersonate-user': ACCOUNT },
    ...(method === 'GET' ? {} : { body: {}, contentType }),
  });
  return status;
}

/** Asks the API server whether the account may do the first thing that a rule allows. */
export async function isAllowed(
  cluster: RunningCluster,
  { namespace, group, resource: both, names, verbs }: AgentRule,
): Promise<boolean> {
  const [resource, subresource] = both.split('/');
  const resourceAttributes = { verb: verbs[0], group, resource, subresource, namespace, name: names?.[0] };
  const { json } = await cluster.request('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
    headers: { 'impersonate-user': ACCOUNT },
    body: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes },
    },
  });
  return (json as { readonly status?: { readonly allowed?: boolean } }).status?.allowed === true;
}

/** Gives a rule as people read it. */
export function renderRule({ namespace = '*', group, resource, names, verbs }: AgentRule): string {
  const kind = group === '' ? resource : `${resource}.${group}`;
  return `${namespace} ${kind}${names === undefined ? '' : ` [${names.join(' ')}]`}: ${verbs.join(' ')}`;
}
