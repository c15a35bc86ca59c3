/** An IPv4 network: base address as an unsigned 32-bit number, and prefix length. */
export interface Cidr {
  readonly base: number;
  readonly prefix: number;
}

/** Address ranges for private networks, RFC 1918. */
export const privateRanges: readonly Cidr[] = [
  { base: 0x0a000000, prefix: 8 },
  { base: 0xac100000, prefix: 12 },
  { base: 0xc0a80000, prefix: 16 },
];

/** Reads `a.b.c.d/n`, whose form the schema has checked. */
export function parseCidr(text: string): Cidr {
  const [address = '', prefix = ''] = text.split('/');
  const base = address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
  return { base, prefix: Number(prefix) };
}

/** Gives `a.b.c.d/n`. */
export function renderCidr(cidr: Cidr): string {
  const bytes = [24, 16, 8, 0].map((shift) => (cidr.base >>> shift) & 255);
  return `${bytes.join('.')}/${cidr.prefix}`;
}

/** Gives the network that contains the address, its host bits cleared. */
export function networkOf(cidr: Cidr): Cidr {
  const size = 2 ** (32 - cidr.prefix);
  return { base: Math.floor(cidr.base / size) * size, prefix: cidr.prefix };
}

/** Tells whether no host bit is set. */
export function isNetworkAddress(cidr: Cidr): boolean {
  return networkOf(cidr).base === cidr.base;
}

/** Tells whether `inner` lies wholly within `outer`. */
export function containsCidr(outer: Cidr, inner: Cidr): boolean {
  return (
    inner.prefix >= outer.prefix &&
    networkOf({ base: inner.base, prefix: outer.prefix }).base === networkOf(outer).base
  );
}

/** Tells whether two networks share an address. */
export function overlapsCidr(a: Cidr, b: Cidr): boolean {
  return containsCidr(a, b) || containsCidr(b, a);
}

/** Cuts a network into four equal parts. */
export function quarterCidr(cidr: Cidr): readonly Cidr[] {
  const prefix = cidr.prefix + 2;
  const size = 2 ** (32 - prefix);
  return [0, 1, 2, 3].map((index) => ({ base: cidr.base + index * size, prefix }));
}
