import type { KubeObject } from '../kube-object.ts';

/** A condition of an object's status. */
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
  readonly observedGeneration?: number;
  /** RFC 3339, whole seconds. */
  readonly lastTransitionTime: string;
}

/** What a consumer of a source reads (source.toolkit.fluxcd.io/v1, `status.artifact`). */
export interface Artifact {
  readonly path: string;
  readonly url: string;
  /** `<branch>@sha1:<commit>`. */
  readonly revision: string;
  /** `sha256:<hex>` of the body. */
  readonly digest: string;
  readonly size: number;
  readonly lastUpdateTime: string;
}

/** A GitRepository of Flux, as far as the stand-in for source-controller reads it. */
export interface GitSource extends KubeObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly generation: number;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly url: string;
    readonly ref?: Readonly<Record<string, string>>;
    readonly sparseCheckout?: readonly string[];
    readonly suspend?: boolean;
  };
  readonly status?: {
    readonly artifact?: Artifact;
    readonly conditions?: readonly Condition[];
    readonly observedGeneration?: number;
    readonly lastHandledReconcileAt?: string;
  };
}
