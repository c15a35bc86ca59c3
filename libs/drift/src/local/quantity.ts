/** Powers behind the suffixes of a Kubernetes quantity. Source: k8s.io/apimachinery, pkg/api/resource/suffix.go. */
const DECIMAL: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY: Readonly<Record<string, number>> = { Ki: 1, Mi: 2, Gi: 3, Ti: 4, Pi: 5, Ei: 6 };

const QUANTITY = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3})|(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]))?$/;

/** Digits behind the point that a quantity may have. */
const SCALE = 18;

/** Reads a quantity such as `500m`, `1Gi` or `1e3` exactly, in units of 10^-18; undefined for anything else. */
export function parseQuantity(text: string | number): bigint | undefined {
  const parts = QUANTITY.exec(String(text));
  if (parts === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent, suffix = ''] = parts;
  const power = exponent === undefined ? (DECIMAL[suffix] ?? 0) : Number(exponent);
  const shift = SCALE + power - fraction.length;
  if (shift < 0 || shift > 100) return undefined;
  const value = BigInt(whole + fraction) * 10n ** BigInt(shift) * 1024n ** BigInt(BINARY[suffix] ?? 0);
  return sign === '-' ? -value : value;
}
