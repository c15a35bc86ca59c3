const BITS_V4 = 32;
const BITS_V6 = 128;
const BITS_GROUP = 16;

/** An address and how many of its leading bits count. */
interface IpRange {
  readonly bits: number;
  readonly value: bigint;
  readonly prefix: number;
}

/** Tells whether an address lies in a range such as `203.0.113.0/24` or `2001:db8::/32`; false for what is neither. */
export function isInRange(address: string, range: string): boolean {
  const [actual, wanted] = [toRange(address), toRange(range)];
  if (actual === undefined || wanted === undefined || actual.bits !== wanted.bits) return false;
  const shift = BigInt(wanted.bits - wanted.prefix);
  return actual.prefix >= wanted.prefix && actual.value >> shift === wanted.value >> shift;
}

function toRange(text: string): IpRange | undefined {
  const [address = '', length, ...rest] = text.trim().split('/');
  const bits = address.includes(':') ? BITS_V6 : BITS_V4;
  const value = bits === BITS_V4 ? toValueV4(address) : toValueV6(address);
  const prefix = length === undefined ? bits : Number(length);
  const isLength = length === undefined || (/^\d{1,3}$/.test(length) && prefix <= bits);
  return value === undefined || !isLength || rest.length > 0 ? undefined : { bits, value, prefix };
}

function toValueV4(address: string): bigint | undefined {
  const parts = address.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255))
    return undefined;
  return parts.reduce((value, part) => value * 256n + BigInt(part), 0n);
}

function toValueV6(address: string): bigint | undefined {
  const halves = address.split('::');
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = BITS_V6 / BITS_GROUP - head.length - tail.length;
  const isWhole = halves.length === 1 ? missing === 0 : halves.length === 2 && missing > 0;
  const groups = [...head, ...Array<string>(Math.max(0, missing)).fill('0'), ...tail];
  if (!isWhole || !groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return groups.reduce((value, group) => (value << BigInt(BITS_GROUP)) + BigInt(`0x${group}`), 0n);
}
