import type { ApiRequest } from '../api-connection.ts';
import type { KubeObject } from '../kube-object.ts';
import { createServerSideApply, discoverResource } from '../server-side-apply.ts';
import { pathOf, requestOf } from './apply-step.ts';
import type { FluxPlan, FluxStep } from './plan-flux.ts';

const FORBIDDEN = 403;

/** What Flux asks for beside applying: it lists and watches what it waits for. */
const READ_VERBS = ['list', 'watch'];

/**
 * Compares what a step's account may do with what Flux needs for it: list and watch each kind, and delete exactly where
 * something of that kind can be pruned. Deletions are dry runs. Gives a line for every difference.
 */
export async function findOwnRightsFaults(
  step: FluxStep,
  plan: FluxPlan,
  admin: ApiRequest,
): Promise<string[]> {
  const faults: string[] = [];
  for (const object of oneOfEachKind(step)) {
    for (const verb of READ_VERBS) {
      if (!(await isAllowed(step, { object, verb }, admin)))
        faults.push(`${step.name} may not ${verb} ${object.kind}`);
    }
    const expected = mayDelete(object, step, plan);
    const status = await tryDelete(object, step, admin);
    if (expected === true && status !== 200)
      faults.push(`${step.name} may not delete ${object.kind}: ${status}`);
    if (expected === false && status !== FORBIDDEN)
      faults.push(`${step.name} may delete ${object.kind}: ${status}`);
  }
  return faults;
}

/**
 * Tries, as a step's account, what it must not: every kind of the other stages in its namespace, one of each other stage
 * elsewhere, and its own objects in a foreign namespace. Gives a line for everything that is not refused with 403.
 */
export async function findForeignRightsFaults(
  step: FluxStep,
  plan: FluxPlan,
  admin: ApiRequest,
): Promise<{ readonly attempts: number; readonly faults: readonly string[] }> {
  const request = requestOf(step, admin);
  const attempts = [
    ...listForeignObjects(step, plan),
    ...(isClusterWide(step, plan) ? [] : listMovedObjects(step)),
  ];
  const faults: string[] = [];
  for (const object of attempts) {
    const { status, refusal = '' } = await createServerSideApply(request)(object, {
      fieldManager: step.name,
      isDryRun: true,
    });
    const { kind, metadata } = object;
    // Admission comes after authorization: what it refuses the account has the right to.
    if (status !== FORBIDDEN || refusal.includes('ValidatingAdmissionPolicy'))
      faults.push(
        `${step.name} applies ${kind} ${metadata.namespace}/${metadata.name}: ${status} ${refusal}`,
      );
  }
  return { attempts: attempts.length, faults };
}

function listForeignObjects(step: FluxStep, plan: FluxPlan): readonly KubeObject[] {
  const own = new Set(
    stepsOf(step, plan).flatMap((each) => each.manifests.map(({ object }) => kindOf(object))),
  );
  return plan.steps
    .filter((other) => accountOf(other) !== accountOf(step))
    .flatMap((other) => {
      const foreign = oneOfEachKind(other).filter((object) => !own.has(kindOf(object)));
      return other.account?.namespace === step.account?.namespace ? foreign : foreign.slice(0, 1);
    });
}

function listMovedObjects(step: FluxStep): readonly KubeObject[] {
  return oneOfEachKind(step)
    .filter(({ metadata }) => metadata.namespace !== undefined)
    .map((object) => ({ ...object, metadata: { ...object.metadata, namespace: 'default' } }));
}

/** Gives the status of the deletion of an object by a step's account; nothing is deleted. */
export async function tryDelete(object: KubeObject, step: FluxStep, admin: ApiRequest): Promise<number> {
  const { status } = await requestOf(step, admin)('DELETE', `${await pathOf(object, admin)}?dryRun=All`);
  return status;
}

/** Undefined where an account of several folders may, though this object is never pruned. */
function mayDelete(object: KubeObject, step: FluxStep, plan: FluxPlan): boolean | undefined {
  if (isKept(object)) return false;
  const pruned = stepsOf(step, plan)
    .filter((each) => each.prune)
    .flatMap((each) => each.manifests.map((manifest) => manifest.object))
    .filter((each) => !isKept(each));
  if (pruned.some((each) => kindOf(each) === kindOf(object))) return true;
  return pruned.some((each) => groupOf(each) === groupOf(object)) ? undefined : false;
}

function isKept({ metadata }: KubeObject): boolean {
  const annotations = metadata['annotations'] as Readonly<Record<string, string>> | undefined;
  return annotations?.['kustomize.toolkit.fluxcd.io/prune'] === 'disabled';
}

/** An account bound in the whole cluster, such as that of the roots, may write into every namespace. */
function isClusterWide(step: FluxStep, plan: FluxPlan): boolean {
  const subject = step.account;
  return plan.steps
    .flatMap((each) => each.manifests)
    .some(({ object }) => {
      const subjects = (object['subjects'] ?? []) as { name: string; namespace: string }[];
      return (
        object.kind === 'ClusterRoleBinding' &&
        subjects.some(({ name, namespace }) => name === subject?.name && namespace === subject.namespace)
      );
    });
}

async function isAllowed(
  step: FluxStep,
  { object, verb }: { readonly object: KubeObject; readonly verb: string },
  admin: ApiRequest,
): Promise<boolean> {
  const { plural } = await discoverResource(admin, object);
  const { namespace } = object.metadata;
  const resourceAttributes = { verb, group: groupOf(object), resource: plural, namespace };
  const body = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes },
  };
  const answer = await requestOf(step, admin)(
    'POST',
    '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    { body },
  );
  return (answer.json as { status?: { allowed?: boolean } }).status?.allowed === true;
}

function stepsOf(step: FluxStep, plan: FluxPlan): readonly FluxStep[] {
  return plan.steps.filter((each) => accountOf(each) === accountOf(step));
}

function accountOf({ account }: FluxStep): string {
  return account === undefined ? '' : `${account.namespace}/${account.name}`;
}

function oneOfEachKind({ manifests }: FluxStep): readonly KubeObject[] {
  return [...new Map(manifests.map(({ object }) => [kindOf(object), object])).values()];
}

function kindOf({ apiVersion, kind }: KubeObject): string {
  return `${apiVersion} ${kind}`;
}

function groupOf({ apiVersion }: KubeObject): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
}
