/** A served resource: what discovery says about a kind. */
export interface ServedResource {
  /** Empty in the core group. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Which object of a resource, or all of a namespace, or all. */
export interface ResourceTarget {
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly subresource?: 'status' | 'scale';
}

/**
 * Gives the path of an object or a collection in the Kubernetes API; each part is escaped.
 *
 * A namespace is left out for resources that have none, whatever the manifest says.
 */
export function toResourcePath(
  { group, version, plural, namespaced }: Pick<ServedResource, 'group' | 'version' | 'plural' | 'namespaced'>,
  { namespace, name, subresource }: ResourceTarget,
): string {
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const parts = [
    ...(namespaced && namespace !== undefined ? ['namespaces', namespace] : []),
    plural,
    ...(name === undefined ? [] : [name]),
    ...(subresource === undefined ? [] : [subresource]),
  ];
  return `${root}/${parts.map(encodeURIComponent).join('/')}`;
}
