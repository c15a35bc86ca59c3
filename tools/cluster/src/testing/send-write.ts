import type { ApiRequest, ApiResponse } from '../api-connection.ts';
import type { KubeObject } from '../kube-object.ts';

/** Lowest status of an answer that refuses. */
const REFUSED = 400;

/** One write, as people and programs do it. */
export interface Write {
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Body of a POST or PUT, a merge patch, or an applied configuration. */
  readonly body?: unknown;
  /** Media type of a patch. @default a JSON merge patch */
  readonly contentType?: string;
}

/** What the API server said. */
export interface WriteAnswer {
  readonly status: number;
  /** Its words when it refused. */
  readonly message: string | undefined;
}

/** Sends a write and gives the answer. */
export async function sendWrite(request: ApiRequest, write: Write): Promise<WriteAnswer> {
  const { method, path, body } = write;
  const contentType =
    write.contentType ?? (method === 'PATCH' ? 'application/merge-patch+json' : 'application/json');
  const answer = await request(method, path, { body, contentType });
  return { status: answer.status, message: isRefused(answer) ? messageOf(answer) : undefined };
}

/** Gives the server-side apply of an object as Flux sends it. */
export function applyOf(path: string, object: KubeObject, options = ''): Write {
  return {
    method: 'PATCH',
    path: `${path}?fieldManager=kustomize-controller&force=true${options}`,
    body: object,
    contentType: 'application/apply-patch+yaml',
  };
}

function isRefused({ status }: ApiResponse): boolean {
  return status >= REFUSED;
}

function messageOf({ json, text }: ApiResponse): string {
  const { message } = (json ?? {}) as { message?: unknown };
  return typeof message === 'string' ? message : text;
}
