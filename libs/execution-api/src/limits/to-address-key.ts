import { isIPv6 } from 'node:net';

/** Groups of an IPv6 address that a provider gives to one customer. */
const PREFIX_GROUPS = 4;
const GROUPS = 8;
const MAPPED = '::ffff:';

/** Gives what an address is counted by: an IPv4 address as it is, of an IPv6 address its /64. */
export function toAddressKey(address: string): string {
  if (address.toLowerCase().startsWith(MAPPED)) return address.slice(MAPPED.length);
  if (!isIPv6(address)) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const middle = tail === undefined ? 0 : Math.max(0, GROUPS - before.length - after.length);
  const groups = [...before, ...Array.from({ length: middle }, () => '0'), ...after];
  const prefix = groups.slice(0, PREFIX_GROUPS).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${prefix.join(':').toLowerCase()}::/64`;
}
