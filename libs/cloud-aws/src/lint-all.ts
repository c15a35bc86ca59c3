import type { LintFinding, RenderedObject } from '@atoll/cloud';
import type { AwsRegion } from './aws-region.ts';
import { listReferences, type Reference, referenceTargets } from './references.ts';

/** A finding and the object that it is about. */
type PlacedFinding = LintFinding & { readonly object: RenderedObject };

/** Gives every reference that names nothing: an unknown field, no name, another namespace, or an object that is not rendered. */
export function lintAll(objects: readonly RenderedObject[], region: AwsRegion): readonly PlacedFinding[] {
  const rendered = new Set(
    objects
      .filter(({ metadata }) => metadata.namespace === region.namespace)
      .map(({ apiVersion, kind, metadata }) => objectKey(apiVersion, kind, metadata.name)),
  );
  return objects.flatMap((object) =>
    listReferences(object).flatMap((reference) => {
      const message = explainBreak(reference, region, rendered);
      return message === undefined ? [] : [{ object, path: reference.path, rule: 'reference', message }];
    }),
  );
}

function explainBreak(
  reference: Reference,
  region: AwsRegion,
  rendered: ReadonlySet<string>,
): string | undefined {
  const { field, name, namespace = region.namespace } = reference;
  const target = referenceTargets[field];
  if (target === undefined) {
    return `${field} has no row in libs/cloud-aws/src/references.ts; add the kind that it names.`;
  }
  if (name === undefined) return `${field} names no object.`;
  if (namespace !== region.namespace)
    return `${field} leaves the region: ${namespace} is not ${region.namespace}.`;
  if (rendered.has(objectKey(target.apiVersion, target.kind, name))) return undefined;
  return `${target.kind} ${name} is not rendered in ${namespace}; it would be waited for without end.`;
}

function objectKey(apiVersion: string, kind: string, name: string): string {
  return `${apiVersion} ${kind} ${name}`;
}
