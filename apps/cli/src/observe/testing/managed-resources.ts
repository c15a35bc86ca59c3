/** What these functions need of a running API server. */
export interface ApiServer {
  request(
    method: string,
    path: string,
    options: { readonly body: unknown; readonly contentType?: string },
  ): Promise<{ readonly status: number; readonly text: string }>;
}

/** A managed resource as it stands in the API server: what Flux applied, and what the provider wrote back. */
export interface ManagedResource {
  readonly group: string;
  readonly plural: string;
  readonly kind: string;
  readonly name: string;
  readonly forProvider: object;
  /** `status.atProvider`; absent: the provider has not been there yet. */
  readonly atProvider?: object;
}

/** Creates a namespace. */
export async function createNamespace({ request }: ApiServer, name: string): Promise<void> {
  const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  requireOk(await request('POST', '/api/v1/namespaces', { body }));
}

/** Creates a managed resource, and its status if it has one. */
export async function createManagedResource(
  cluster: ApiServer,
  namespace: string,
  resource: ManagedResource,
): Promise<void> {
  const { group, kind, name, plural, forProvider } = resource;
  const path = `/apis/${group}/v1beta1/namespaces/${namespace}/${plural}`;
  const spec = { forProvider, managementPolicies: ['*'] };
  const body = { apiVersion: `${group}/v1beta1`, kind, metadata: { name }, spec };
  requireOk(await cluster.request('POST', `${path}?fieldValidation=Strict`, { body }));
  if (resource.atProvider !== undefined) await writeAtProvider(cluster, namespace, resource);
}

/** Writes the status of a managed resource as its provider would. */
export async function writeAtProvider(
  cluster: ApiServer,
  namespace: string,
  { group, plural, name, atProvider }: ManagedResource,
): Promise<void> {
  const path = `/apis/${group}/v1beta1/namespaces/${namespace}/${plural}/${name}`;
  await writeStatus(cluster, path, { atProvider });
}

/** Creates a Service of type LoadBalancer in namespace `ingress` with the label of the ingress. */
export async function createIngressService({ request }: ApiServer, name: string): Promise<void> {
  const metadata = { name, labels: { 'atoll.dev/ingress': 'true' } };
  const spec = { type: 'LoadBalancer', ports: [{ port: 443 }] };
  const body = { apiVersion: 'v1', kind: 'Service', metadata, spec };
  requireOk(await request('POST', '/api/v1/namespaces/ingress/services', { body }));
}

/** Writes the address of a Service's load balancer as the controller that made it would. */
export async function writeAddress(cluster: ApiServer, name: string, hostname: string): Promise<void> {
  const path = `/api/v1/namespaces/ingress/services/${name}`;
  await writeStatus(cluster, path, { loadBalancer: { ingress: [{ hostname }] } });
}

async function writeStatus({ request }: ApiServer, path: string, status: object): Promise<void> {
  const options = { contentType: 'application/merge-patch+json', body: { status } };
  requireOk(await request('PATCH', `${path}/status?fieldValidation=Strict`, options));
}

function requireOk({ status, text }: { readonly status: number; readonly text: string }): void {
  if (status >= 300) throw new Error(`The API server answered ${status}: ${text}`);
}
