import { AGENT_NAME } from '@atoll/agent-model';
import type { KubeObject } from '@atoll/kube';
import { type ResourceTarget, type ServedResource, toResourcePath } from './resource-path.ts';

/** The part of a connection that requests are made with. */
export interface Requester {
  request(request: {
    readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
    readonly path: string;
    readonly body?: unknown;
    readonly contentType?: string;
  }): Promise<{ readonly body: unknown }>;
}

/** A server-side apply: under whose name, and whether only to see what would come of it. */
export interface ApplyOptions {
  readonly fieldManager: string;
  readonly dryRun: boolean;
}

/** Requests of the agent, each one call; errors are those of the connection. */
export interface ClusterRequests {
  /** undefined when there is no such object. */
  read(resource: ServedResource, target: ResourceTarget): Promise<KubeObject | undefined>;
  apply(resource: ServedResource, manifest: KubeObject, options: ApplyOptions): Promise<KubeObject>;
  /** Gives the object; undefined when one of that name exists already. */
  create(resource: ServedResource, manifest: KubeObject): Promise<KubeObject | undefined>;
  /**
   * Puts a whole status in the place of that of one version of an object, and gives the object: what somebody who led before
   * had sent may arrive late, and must not win over what was written since (409).
   */
  replaceStatus(resource: ServedResource, target: ResourceTarget, next: NextStatus): Promise<KubeObject>;
  /** Merges fields into a spec and gives the object; undefined when there is none. */
  mergeSpec(
    resource: ServedResource,
    target: ResourceTarget,
    spec: Readonly<Record<string, unknown>>,
  ): Promise<KubeObject | undefined>;
  annotate(
    resource: ServedResource,
    target: ResourceTarget,
    annotations: Readonly<Record<string, string>>,
  ): Promise<void>;
  /** Applies operations of a JSON Patch to the object of that identity and version alone: another one is a 409. */
  patch(resource: ServedResource, target: ResourceTarget, patch: GuardedPatch): Promise<void>;
  /** Deletes the object of that identity and version alone: another one is a 409. */
  remove(resource: ServedResource, target: ResourceTarget, guard: ObjectVersion): Promise<void>;
}

/** A status, and the version of the object that it follows. */
export interface NextStatus {
  readonly status: unknown;
  readonly resourceVersion: string;
}

/** One version of one object; a version alone is not enough, since a name can be used again. */
export interface ObjectVersion {
  readonly uid: string;
  readonly resourceVersion: string;
}

/** Operations of a JSON Patch for one version of an object. */
export interface GuardedPatch {
  readonly operations: readonly { readonly op: 'remove'; readonly path: string }[];
  readonly guard: ObjectVersion;
  readonly fieldManager: string;
}

/** Makes the requests over a connection. */
export function createClusterRequests(requester: Requester): ClusterRequests {
  return new Requests(requester);
}

class Requests implements ClusterRequests {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  async read(resource: ServedResource, target: ResourceTarget): Promise<KubeObject | undefined> {
    try {
      const { body } = await this.#requester.request({
        method: 'GET',
        path: toResourcePath(resource, target),
      });
      return body as KubeObject;
    } catch (error) {
      if (hasStatus(error, 404)) return undefined;
      throw error;
    }
  }

  async apply(
    resource: ServedResource,
    manifest: KubeObject,
    { fieldManager, dryRun }: ApplyOptions,
  ): Promise<KubeObject> {
    const { namespace, name } = manifest.metadata;
    const query = new URLSearchParams({ fieldManager, force: 'true', ...(dryRun ? { dryRun: 'All' } : {}) });
    const { body } = await this.#requester.request({
      method: 'PATCH',
      path: `${toResourcePath(resource, { namespace, name })}?${query}`,
      contentType: 'application/apply-patch+yaml',
      body: manifest,
    });
    return body as KubeObject;
  }

  async create(resource: ServedResource, manifest: KubeObject): Promise<KubeObject | undefined> {
    const { namespace } = manifest.metadata;
    try {
      const path = withManager(toResourcePath(resource, { namespace }));
      const { body } = await this.#requester.request({ method: 'POST', path, body: manifest });
      return body as KubeObject;
    } catch (error) {
      if (hasStatus(error, 409)) return undefined;
      throw error;
    }
  }

  async replaceStatus(
    resource: ServedResource,
    target: ResourceTarget,
    { status, resourceVersion }: NextStatus,
  ): Promise<KubeObject> {
    const { body } = await this.#requester.request({
      method: 'PATCH',
      path: withManager(toResourcePath(resource, { ...target, subresource: 'status' })),
      contentType: 'application/json-patch+json',
      body: [
        { op: 'replace', path: '/metadata/resourceVersion', value: resourceVersion },
        { op: 'add', path: '/status', value: status },
      ],
    });
    return body as KubeObject;
  }

  async mergeSpec(
    resource: ServedResource,
    target: ResourceTarget,
    spec: Readonly<Record<string, unknown>>,
  ): Promise<KubeObject | undefined> {
    try {
      const { body } = await this.#requester.request({
        method: 'PATCH',
        path: withManager(toResourcePath(resource, target)),
        contentType: 'application/merge-patch+json',
        body: { spec },
      });
      return body as KubeObject;
    } catch (error) {
      if (hasStatus(error, 404)) return undefined;
      throw error;
    }
  }

  async patch(
    resource: ServedResource,
    target: ResourceTarget,
    { operations, guard, fieldManager }: GuardedPatch,
  ): Promise<void> {
    const { uid, resourceVersion } = guard;
    await this.#requester.request({
      method: 'PATCH',
      path: `${toResourcePath(resource, target)}?${new URLSearchParams({ fieldManager })}`,
      contentType: 'application/json-patch+json',
      body: [
        { op: 'replace', path: '/metadata/uid', value: uid },
        { op: 'replace', path: '/metadata/resourceVersion', value: resourceVersion },
        ...operations,
      ],
    });
  }

  async remove(resource: ServedResource, target: ResourceTarget, guard: ObjectVersion): Promise<void> {
    const { uid, resourceVersion } = guard;
    await this.#requester.request({
      method: 'DELETE',
      path: toResourcePath(resource, target),
      body: { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid, resourceVersion } },
    });
  }

  async annotate(
    resource: ServedResource,
    target: ResourceTarget,
    annotations: Readonly<Record<string, string>>,
  ): Promise<void> {
    await this.#requester.request({
      method: 'PATCH',
      path: withManager(toResourcePath(resource, target)),
      contentType: 'application/merge-patch+json',
      body: { metadata: { annotations } },
    });
  }
}

/** Whoever asks who wrote a field gets a name. */
function withManager(path: string): string {
  return `${path}?fieldManager=${AGENT_NAME}`;
}

/** Tells whether an error is the API server's answer of that status. */
export function hasStatus(error: unknown, status: number): boolean {
  return typeof error === 'object' && error !== null && 'status' in error && error.status === status;
}
