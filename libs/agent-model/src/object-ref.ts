/** Identity of an object in one cluster. */
export interface ObjectRef {
  /** `<group>/<version>`, or only the version in the core group. */
  readonly apiVersion: string;
  readonly kind: string;
  /** Absent for cluster-scoped objects. */
  readonly namespace?: string;
  readonly name: string;
}

/** Gives a key that is the same for an object whatever version it is read in: `<group>/<kind>/<namespace>/<name>`. */
export function keyOfObject({ apiVersion, kind, namespace = '', name }: ObjectRef): string {
  const slash = apiVersion.indexOf('/');
  const group = slash === -1 ? '' : apiVersion.slice(0, slash);
  return `${group}/${kind}/${namespace}/${name}`;
}

/** Gives an object as people name it: `Deployment/shop/cart`, `NodePool/elastic`. */
export function nameObject({
  kind,
  namespace,
  name,
}: Pick<ObjectRef, 'kind' | 'name'> & { readonly namespace?: string | undefined }): string {
  return [kind, ...(namespace === undefined ? [] : [namespace]), name].join('/');
}
