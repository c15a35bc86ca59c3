/** Bytes of the units in which Kubernetes writes memory. */
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  k: 1e3,
  M: 1e6,
  G: 1e9,
};

/** Gives the GiB of a quantity such as `32386624Ki`; NaN for anything else. */
export function toMemoryGib(quantity: unknown): number {
  const [, count = '', unit = ''] = /^(\d+(?:\.\d+)?)([KMGT]i|[kMG])?$/.exec(String(quantity)) ?? [];
  if (count === '') return Number.NaN;
  return (Number(count) * (UNITS[unit] ?? Number.NaN)) / 2 ** 30;
}
