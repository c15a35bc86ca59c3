import type { ServiceAccountName } from '../as-service-account.ts';
import type { KubeObject } from '../kube-object.ts';
import type { Manifest } from './read-manifests.ts';

/** Kinds that kustomize-controller applies before all others. */
const FIRST_KINDS = ['Namespace', 'CustomResourceDefinition', 'ServiceAccount', 'Role', 'ClusterRole'];

/** What one Kustomization does when Flux reconciles it. */
export interface FluxStep {
  /** `<namespace>/<name>` of the Kustomization, or `administrator`. */
  readonly name: string;
  /** Folder in the repository. */
  readonly folder: string;
  /** Who acts; undefined for the administrator. */
  readonly account: ServiceAccountName | undefined;
  readonly prune: boolean;
  /** In the order in which they are applied. */
  readonly manifests: readonly Manifest[];
}

/** What happens in one cluster. */
export interface FluxPlan {
  readonly steps: readonly FluxStep[];
  /** Folders that this cluster's Flux applies to other clusters, by a kubeconfig. */
  readonly remoteFolders: readonly string[];
}

/** A Kustomization of Flux, as far as the plan needs it. */
interface Kustomization extends KubeObject {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly path: string;
    readonly prune: boolean;
    readonly serviceAccountName?: string;
    readonly kubeConfig?: unknown;
    readonly sourceRef: { readonly name: string; readonly namespace?: string };
    readonly dependsOn?: readonly { readonly name: string; readonly namespace?: string }[];
  };
}

/**
 * Works out what Flux does with a repository when an administrator has applied one folder of it: every Kustomization in
 * what was applied is a step, once all that it depends on are done.
 *
 * @throws Error when a Kustomization waits for ever, names an empty folder, or one that its source leaves out
 */
export function planFlux(repository: readonly Manifest[], firstFolder: string): FluxPlan {
  const steps = [toStep(repository, { name: 'administrator', folder: firstFolder })];
  const remoteFolders: string[] = [];
  const done = new Set<string>();
  for (;;) {
    const applied = steps.flatMap((step) => step.manifests.map((manifest) => manifest.object));
    const waiting = applied.filter(isKustomization).filter((each) => !done.has(nameOf(each)));
    if (waiting.length === 0) return { steps, remoteFolders };
    const next = waiting.find((each) => dependenciesOf(each).every((name) => done.has(name)));
    if (next === undefined) throw new Error(`these wait for ever: ${waiting.map(nameOf).join(', ')}`);
    const folder = next.spec.path.replace(/^\.\//, '');
    checkSource(next, folder, applied);
    done.add(nameOf(next));
    if (next.spec.kubeConfig === undefined)
      steps.push(toStep(repository, { name: nameOf(next), folder, next }));
    else remoteFolders.push(folder);
  }
}

interface StepSource {
  readonly name: string;
  readonly folder: string;
  readonly next?: Kustomization;
}

function toStep(repository: readonly Manifest[], { name, folder, next }: StepSource): FluxStep {
  const manifests = repository.filter(({ path }) => path.startsWith(`${folder}/`));
  if (manifests.length === 0) throw new Error(`${name}: nothing stands in ${folder}`);
  const { serviceAccountName, prune = false } = next?.spec ?? {};
  const namespace = next?.metadata.namespace ?? '';
  return {
    name,
    folder,
    account: serviceAccountName === undefined ? undefined : { namespace, name: serviceAccountName },
    prune,
    manifests: manifests.toSorted((a, b) => rankOf(a.object) - rankOf(b.object)),
  };
}

function rankOf({ kind }: KubeObject): number {
  const rank = FIRST_KINDS.indexOf(kind);
  return rank === -1 ? FIRST_KINDS.length : rank;
}

/** A folder outside the sparse checkout is missing in the artifact, and the Kustomization fails. */
function checkSource(kustomization: Kustomization, folder: string, applied: readonly KubeObject[]): void {
  const { sourceRef } = kustomization.spec;
  const namespace = sourceRef.namespace ?? kustomization.metadata.namespace;
  const source = applied.find(
    ({ kind, metadata }) =>
      kind === 'GitRepository' && metadata.name === sourceRef.name && metadata.namespace === namespace,
  );
  if (source === undefined) throw new Error(`${nameOf(kustomization)}: its source was not applied before`);
  const { sparseCheckout = [] } = source['spec'] as { sparseCheckout?: string[] };
  if (sparseCheckout.some((top) => folder === top || folder.startsWith(`${top}/`))) return;
  throw new Error(`${nameOf(kustomization)}: ${folder} is not in its source, ${sparseCheckout.join(', ')}`);
}

function isKustomization(object: KubeObject): object is Kustomization {
  return object.kind === 'Kustomization' && object.apiVersion.startsWith('kustomize.toolkit.fluxcd.io/');
}

function nameOf({ metadata }: Kustomization): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function dependenciesOf({ spec, metadata }: Kustomization): readonly string[] {
  return (spec.dependsOn ?? []).map(({ name, namespace }) => `${namespace ?? metadata.namespace}/${name}`);
}
