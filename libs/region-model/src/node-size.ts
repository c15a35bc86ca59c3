/** A size of an elastic node. */
export interface NodeSize {
  /** Name in the configuration, `<vCPU>x<GiB>`. */
  readonly name: string;
  readonly cpu: number;
  readonly memoryGib: number;
}
