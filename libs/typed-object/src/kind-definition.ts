/**
 * One kind of Kubernetes object, with the type of its `spec` attached for the compiler only.
 *
 * Values are generated beside the CRDs they come from (`<lib>/src/schemas/kinds.ts`).
 */
export interface KindDefinition<Spec> {
  /** API group such as `ec2.aws.m.upbound.io`; empty for the core group. */
  readonly group: string;
  /** Version in which objects are rendered: the stored one, if it is served. */
  readonly version: string;
  /** `<group>/<version>`, or only the version in the core group. */
  readonly apiVersion: string;
  readonly kind: string;
  /** Lower-case plural, the name of the resource in URLs and RBAC rules. */
  readonly plural: string;
  /** False for kinds whose objects stand outside every namespace. */
  readonly namespaced: boolean;
  /** Never present: carries the type, so that a construct infers what `spec` may hold. */
  readonly _spec?: Spec;
}
