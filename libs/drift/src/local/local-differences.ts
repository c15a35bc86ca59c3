import { equalValues } from '../fields/equal-values.ts';
import { renderFieldStep } from '../fields/field-step.ts';
import { isRecord } from '../fields/is-record.ts';
import type { RawDifference } from '../fields/owned-differences.ts';
import type { KubeManifest } from '../manifest/kube-manifest.ts';
import { keyItems } from './list-keys.ts';
import { isSameQuantity } from './is-same-quantity.ts';

/**
 * Fields of built-in kinds whose zero the server does not store. All others keep it, and `allowPrivilegeEscalation: false`
 * that is gone is no spelling. Source: k8s.io/api, fields with omitempty that are no pointers.
 */
const OMITTED_WHEN_ZERO =
  /\/(hostNetwork|hostPID|hostIPC|globalDefault|minReadySeconds|paused|stdin|stdinOnce|tty|readOnly|nodeName|hostname|subdomain|subPath|clusterIP|loadBalancerIP|externalName|publishNotReadyAddresses|medium|hostPort|hostIP)$|^\/description$|\/env\[name=[^\]]*\]\/value$/;

/** Lists of built-in kinds to which others may add items of their own: such a one is told by the managers. */
const MERGED_LISTS =
  /\/(containers|initContainers|ephemeralContainers|env|ports|volumes|volumeMounts|volumeDevices|imagePullSecrets|hostAliases|topologySpreadConstraints|ownerReferences|finalizers|secrets|resourceClaims|webhooks)$/;

/**
 * Gives what a manifest wants and the live object does not have, without asking the API server: what is empty counts as
 * absent, quantities by their value, list items by their keys.
 *
 * It may call a difference what the server would call the same spelling, and does not see what was added inside an item of
 * an atomic list, which only the writer's name tells: whoever may ask the server asks it.
 */
export function listLocalDifferences(desired: KubeManifest, live: KubeManifest): readonly RawDifference[] {
  const found: RawDifference[] = [];
  const { apiVersion: _version, kind: _kind, metadata, ...fields } = desired;
  const { labels, annotations, finalizers, ownerReferences } = metadata;
  const wanted = { metadata: { labels, annotations, finalizers, ownerReferences }, ...fields };
  compareValues({ path: '', was: wanted, is: live }, found);
  return found;
}

function compareValues({ path, was, is }: RawDifference, found: RawDifference[]): void {
  if (isEmpty(was) && !(Array.isArray(was) && Array.isArray(is))) return;
  if (Array.isArray(was) && Array.isArray(is)) {
    compareLists({ path, was, is }, found);
    return;
  }
  if (isRecord(was) && isRecord(is)) {
    for (const [name, value] of Object.entries(was)) {
      const next = Object.hasOwn(is, name) ? is[name] : undefined;
      compareValues({ path: path + renderFieldStep({ type: 'field', name }), was: value, is: next }, found);
    }
    return;
  }
  if (!isSameScalar(path, was, is)) found.push({ path, was, is });
}

function compareLists(
  lists: { readonly path: string; readonly was: readonly unknown[]; readonly is: readonly unknown[] },
  found: RawDifference[],
): void {
  const { path, was, is } = lists;
  // Whoever adds to an atomic list replaces it.
  const keyed = was.length === is.length || MERGED_LISTS.test(path) ? keyItems(was, is) : undefined;
  if (keyed === undefined) {
    const isSame =
      was.length === is.length && was.every((item, at) => isContained(`${path}[${at}]`, item, is[at]));
    if (!isSame) found.push({ path, was, is });
    return;
  }
  for (const { step, item } of keyed.a.values()) {
    const other = keyed.b.get(step)?.item;
    if (other === undefined) found.push({ path: path + step, was: item, is: undefined });
    else compareValues({ path: path + step, was: item, is: other }, found);
  }
}

function isContained(path: string, was: unknown, is: unknown): boolean {
  const found: RawDifference[] = [];
  compareValues({ path, was, is }, found);
  return found.length === 0;
}

function isSameScalar(path: string, was: unknown, is: unknown): boolean {
  return (
    equalValues(was, is) || (is === undefined && isOmitted(path, was)) || isSameQuantity({ path, was, is })
  );
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0;
}

/** Tells whether the server leaves out the value of a field that it stores without saying: `false`, 0 or an empty text. */
function isOmitted(path: string, value: unknown): boolean {
  return (value === false || value === 0 || value === '') && OMITTED_WHEN_ZERO.test(path);
}
