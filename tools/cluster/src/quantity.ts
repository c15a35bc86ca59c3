/** Kubernetes rounds quantities up to this many decimals (resource.Quantity, `Nano`). */
const DECIMALS = 9n;

const QUANTITY = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d{1,2})?$/;

/** Powers of ten by decimal suffix, apimachinery `resource/suffix.go`. */
const DECIMAL_EXPONENT: Readonly<Record<string, bigint>> = {
  n: -9n,
  u: -6n,
  m: -3n,
  k: 3n,
  M: 6n,
  G: 9n,
  T: 12n,
  P: 15n,
  E: 18n,
};

/** Powers of 1024 by binary suffix. */
const BINARY_EXPONENT: Readonly<Record<string, bigint>> = { Ki: 1n, Mi: 2n, Gi: 3n, Ti: 4n, Pi: 5n, Ei: 6n };

/**
 * Gives a Kubernetes resource quantity in billionths of its unit, or `undefined` when the value is none:
 * `"1000m"`, `"1"`, `1` and `"1e0"` give the same number.
 */
export function toNanoQuantity(value: unknown): bigint | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const match = QUANTITY.exec(String(value));
  if (match === null) return undefined;

  const [, sign, number = '', suffix = ''] = match;
  const [whole = '', fraction = ''] = number.split('.');
  const digits = BigInt(whole + fraction) * 1024n ** (BINARY_EXPONENT[suffix] ?? 0n);
  const exponent = DECIMALS + decimalExponent(suffix) - BigInt(fraction.length);
  const magnitude = scaleRoundingUp(digits, exponent);
  return sign === '-' ? -magnitude : magnitude;
}

function decimalExponent(suffix: string): bigint {
  if (/^[eE][+-]?\d/.test(suffix)) return BigInt(Number(suffix.slice(1)));
  return DECIMAL_EXPONENT[suffix] ?? 0n;
}

function scaleRoundingUp(digits: bigint, exponent: bigint): bigint {
  if (exponent >= 0n) return digits * 10n ** exponent;
  const divisor = 10n ** -exponent;
  return (digits + divisor - 1n) / divisor;
}
