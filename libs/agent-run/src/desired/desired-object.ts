import type { AgentConfig, ObjectRef } from '@atoll/agent-model';

/** Which part of a region's manifests, and so which cluster. */
export type Half = AgentConfig['half'];

/** An object that Git wants, at the commit that Flux applied. */
export interface DesiredObject {
  /** As of `keyOfObject`. */
  readonly key: string;
  readonly ref: ObjectRef;
  readonly region: string;
  readonly half: Half;
  readonly stage: string;
  /** `<namespace>/<name>` of the Kustomization that applies it. */
  readonly kustomization: string;
  readonly commit: string;
  /** Path in the repository. */
  readonly path: string;
  /** Git's id of the file's content: equal content, equal id. */
  readonly blob: string;
  /** The normalised manifest as JSON: text, since ten thousand parsed objects are ten times as large. */
  readonly json: string;
}
