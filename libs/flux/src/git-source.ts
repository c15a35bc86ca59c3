import { TypedObject } from '@atoll/typed-object';
import type { Chart } from 'cdk8s';
import { GitRepository } from './schemas/index.ts';

/** Clones of a large deploy repository take longer than Flux's default minute. */
const CLONE_TIMEOUT = '5m';

/** A branch of the deploy repository, cut down to some folders. */
export interface GitSourceProps {
  readonly name: string;
  readonly namespace: string;
  readonly url: string;
  readonly branch: string;
  /** Folders that the artifact holds; what else changes wakes nobody. */
  readonly folders: readonly string[];
  readonly intervalMinutes: number;
  /** Secret with the credentials, in the same namespace; undefined for a public repository. */
  readonly secretName: string | undefined;
  /** Secret with the OpenPGP public keys that verify the commit, in the same namespace; undefined: it is not verified. */
  readonly verifySecretName: string | undefined;
}

/** Adds a GitRepository with a sparse checkout to a chart. */
export function addGitSource(chart: Chart, props: GitSourceProps): void {
  new TypedObject(chart, `git-${props.name}`, GitRepository, {
    name: props.name,
    namespace: props.namespace,
    spec: {
      url: props.url,
      ref: { branch: props.branch },
      sparseCheckout: props.folders,
      interval: `${props.intervalMinutes}m`,
      timeout: CLONE_TIMEOUT,
      ...(props.secretName === undefined ? {} : { secretRef: { name: props.secretName } }),
      ...(props.verifySecretName === undefined
        ? {}
        : { verify: { mode: 'HEAD' as const, secretRef: { name: props.verifySecretName } } }),
    },
  });
}
