/** A size of an elastic node. */
export interface NodeSize {
  /** Name in the configuration, `<vCPU>x<GiB>`. */
  readonly name: string;
  readonly cpu: number;
  readonly memoryGib: number;
}

/** Gives the size of a name such as `8x32`; the schema lets no other form through. */
export function toNodeSize(name: string): NodeSize {
  const [cpu = 0, memoryGib = 0] = name.split('x').map(Number);
  return { name, cpu, memoryGib };
}
