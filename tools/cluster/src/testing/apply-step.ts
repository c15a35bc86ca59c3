import { asServiceAccount } from '../as-service-account.ts';
import type { ApiRequest } from '../api-connection.ts';
import { isCrd, waitUntilServed } from '../crds.ts';
import { findDroppedFields } from '../find-dropped-fields.ts';
import type { KubeObject } from '../kube-object.ts';
import {
  createServerSideApply,
  discoverResource,
  type ResourceName,
  resourcePath,
} from '../server-side-apply.ts';
import type { FluxStep } from './plan-flux.ts';
import type { Manifest } from './read-manifests.ts';

/** Field manager of Flux's kustomize-controller. */
const FIELD_MANAGER = 'kustomize-controller';

/** Something that the API server did not take as it was sent. */
export interface ApplyFinding {
  readonly problem: 'rejected' | 'warning' | 'dropped field';
  /** File, who applied it, and the server's words. */
  readonly text: string;
}

/** Gives the connection that a step acts with. */
export function requestOf(step: FluxStep, admin: ApiRequest): ApiRequest {
  return step.account === undefined ? admin : asServiceAccount(admin, step.account);
}

/** Gives the path of an object, asking discovery for its plural. */
export async function pathOf(object: KubeObject, admin: ApiRequest): Promise<string> {
  return resourcePath(object.apiVersion, await discoverResource(admin, object), object.metadata);
}

/**
 * Applies every object of a step as the step's account, by server-side apply with strict field validation, reads each
 * back as the same account, and waits until new kinds are served.
 *
 * As Flux does, it labels what it applies, and tries all that defines nothing before it applies any of it; the
 * administrator does neither.
 */
export async function applyStep(step: FluxStep, admin: ApiRequest): Promise<readonly ApplyFinding[]> {
  const manifests = step.account === undefined ? step.manifests : step.manifests.map(labelAs(step.name));
  const [definitions, others] = [
    manifests.filter(isDefinition),
    manifests.filter((each) => !isDefinition(each)),
  ];
  const session = { step, admin, resources: new Map<string, ResourceName>() };
  const findings = await runAll(definitions, { ...session, run: applyAndReadBack });
  await waitUntilServed(admin, definitions.map(({ object }) => object).filter(isCrd));
  if (step.account !== undefined) findings.push(...(await runAll(others, { ...session, run: applyDry })));
  return [...findings, ...(await runAll(others, { ...session, run: applyAndReadBack }))];
}

/** Gives the status that the server answers to an apply that stores nothing. */
export async function tryApply(object: KubeObject, request: ApiRequest): Promise<number> {
  const { status } = await createServerSideApply(request)(object, {
    fieldManager: FIELD_MANAGER,
    isDryRun: true,
  });
  return status;
}

interface StepSession {
  readonly step: FluxStep;
  readonly admin: ApiRequest;
  /** Plurals that discovery has told already. */
  readonly resources: Map<string, ResourceName>;
  readonly run: typeof applyAndReadBack;
}

async function runAll(manifests: readonly Manifest[], session: StepSession): Promise<ApplyFinding[]> {
  const { step, admin, resources, run } = session;
  const request = requestOf(step, admin);
  const findings: ApplyFinding[] = [];
  for (const manifest of manifests) {
    const { object } = manifest;
    const key = `${object.apiVersion} ${object.kind}`;
    const resource = resources.get(key) ?? (await discoverResource(admin, object));
    resources.set(key, resource);
    const found = await run(manifest, resource, request);
    findings.push(
      ...found.map((each) => ({ ...each, text: `${manifest.path} by ${step.name}: ${each.text}` })),
    );
  }
  return findings;
}

/** Kinds that others need before they can even be tried. */
function isDefinition({ object }: Manifest): boolean {
  return object.kind === 'Namespace' || isCrd(object);
}

/** Gives the labels that kustomize-controller puts on all that a Kustomization holds. */
function labelAs(kustomization: string): (manifest: Manifest) => Manifest {
  const [namespace, name] = kustomization.split('/');
  const group = 'kustomize.toolkit.fluxcd.io';
  return ({ path, object }) => {
    const { labels } = object.metadata as { labels?: object };
    const all = { ...labels, [`${group}/name`]: name, [`${group}/namespace`]: namespace };
    return { path, object: { ...object, metadata: { ...object.metadata, labels: all } } };
  };
}

async function applyDry(
  { object }: Manifest,
  resource: ResourceName,
  request: ApiRequest,
): Promise<readonly ApplyFinding[]> {
  const answer = await createServerSideApply(request)(object, {
    fieldManager: FIELD_MANAGER,
    resource,
    isDryRun: true,
  });
  if (answer.refusal === undefined) return [];
  return [{ problem: 'rejected', text: `tried, ${answer.status} ${answer.refusal}` }];
}

async function applyAndReadBack(
  { object }: Manifest,
  resource: ResourceName,
  request: ApiRequest,
): Promise<readonly ApplyFinding[]> {
  const apply = createServerSideApply(request);
  const answer = await apply(object, { fieldManager: FIELD_MANAGER, resource });
  const warnings = answer.warnings.map((text) => ({ problem: 'warning' as const, text }));
  if (answer.refusal !== undefined) {
    return [...warnings, { problem: 'rejected', text: `${answer.status} ${answer.refusal}` }];
  }
  const stored = await request('GET', resourcePath(object.apiVersion, resource, object.metadata));
  const dropped = findDroppedFields(object, stored.status === 200 ? stored.json : undefined);
  return [
    ...warnings,
    ...dropped.map(({ path, ...values }) => ({
      problem: 'dropped field' as const,
      text: `${path} ${JSON.stringify(values)}`,
    })),
  ];
}
