/** A field of region.yaml from which a field of an object is rendered, so that a live value can be taken over. */
export interface AdoptableField<R> {
  /** API group and kind of the object. */
  readonly group: string;
  readonly kind: string;
  /** Path in the object, as a DriftChange has it, such as `/spec/forProvider/instanceClass`. */
  readonly path: string;
  /** Field of region.yaml, such as `spec.persistence.size`. */
  readonly field: string;
  /** Gives the value of the field from which `live` is rendered; undefined where there is none. */
  toConfig(live: unknown, region: R): unknown;
}
