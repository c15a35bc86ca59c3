import { type DriftRecord, toRecordPath } from '../drift-record.ts';
import { type RecordOverrides, testRecord } from './test-record.ts';

/** What these functions need of a running API server. */
export interface ApiServer {
  request(
    method: string,
    path: string,
    options?: { readonly body?: unknown; readonly contentType?: string },
  ): Promise<{ readonly status: number; readonly text: string }>;
}

/** DriftRecords of one namespace of a real API server, written as the agent writes them. */
export interface StoredRecords {
  readonly namespace: string;
  create(overrides: RecordOverrides & { readonly name: string }): Promise<void>;
  /** Merges fields into a status, as a further word of the agent. */
  report(name: string, status: RecordOverrides['status']): Promise<void>;
  read(name: string): Promise<DriftRecord>;
  remove(name: string): Promise<void>;
}

/** Makes a namespace without records. */
export async function createStoredRecords(server: ApiServer, namespace: string): Promise<StoredRecords> {
  const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
  requireOk(await server.request('POST', '/api/v1/namespaces', { body }));
  const report: StoredRecords['report'] = async (name, status) => {
    const options = { contentType: 'application/merge-patch+json', body: { status } };
    requireOk(await server.request('PATCH', `${toRecordPath(namespace, name)}/status`, options));
  };
  return {
    namespace,
    async create(overrides) {
      const { spec, status } = testRecord(overrides);
      const record = {
        apiVersion: 'atoll.dev/v1alpha1',
        kind: 'DriftRecord',
        metadata: { name: overrides.name, namespace },
        spec,
      };
      requireOk(await server.request('POST', toRecordPath(namespace), { body: record }));
      await report(overrides.name, status);
    },
    report,
    async read(name) {
      const answer = await server.request('GET', toRecordPath(namespace, name));
      requireOk(answer);
      return JSON.parse(answer.text) as DriftRecord;
    },
    async remove(name) {
      requireOk(await server.request('DELETE', toRecordPath(namespace, name)));
    },
  };
}

function requireOk({ status, text }: { readonly status: number; readonly text: string }): void {
  if (status >= 300) throw new Error(`The API server answered ${status}: ${text}`);
}
