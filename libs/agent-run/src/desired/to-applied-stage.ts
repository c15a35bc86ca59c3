import type { KubeObject } from '@atoll/kube';

/** What Flux says about one stage: the folder that it applies and the commit at which it last did so. */
export interface AppliedStage {
  /** `<namespace>/<name>` of the Kustomization. */
  readonly kustomization: string;
  /** Name of the Kustomization, which is that of the stage. */
  readonly stage: string;
  /** Folder in the repository, such as `regions/eu-1/platform`. */
  readonly folder: string;
  /** Commit that was applied last, 40 hex digits; undefined: none yet. */
  readonly commit?: string;
  /** Somebody told Flux to leave it alone. */
  readonly isSuspended: boolean;
}

/** `<branch>@sha1:<commit>`, as source-controller writes it. */
const REVISION = /@sha1:([0-9a-f]{40})$/;

/** Reads a Kustomization of Flux as the API server gives it; fields that are not there are undefined, never wrong. */
export function toAppliedStage({ metadata, spec, status }: KubeObject): AppliedStage {
  const { path = '', suspend } = toRecord(spec) as { readonly path?: string; readonly suspend?: boolean };
  const { lastAppliedRevision = '' } = toRecord(status) as { readonly lastAppliedRevision?: string };
  const commit = REVISION.exec(lastAppliedRevision)?.[1];
  return {
    kustomization: `${metadata.namespace ?? ''}/${metadata.name}`,
    stage: metadata.name,
    folder: path.replace(/^\.?\/+/, '').replace(/\/+$/, ''),
    ...(commit === undefined ? {} : { commit }),
    isSuspended: suspend === true,
  };
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
