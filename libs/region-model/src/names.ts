import { AppError } from '@atoll/core';

/** Digits of the digest that ends a shortened name: 40 bits, so two cut names meet once in a million names. */
const DIGEST_LENGTH = 8;

/** Crockford's base 32, lower case: no letter that looks like a digit. */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';

/** Gives the names of a region's things. */
export interface RegionNames {
  /** `atoll-<region>-<thing>`: object name and cloud name. It cannot be changed later. */
  of(thing: string): string;
  /** The same, at most `limit` characters: cut, and ended with a digest of the whole. */
  short(thing: string, limit: number): string;
}

/** Gives the names of the region called `region`. */
export function namesOfRegion(region: string): RegionNames {
  return {
    of: (thing) => `atoll-${region}-${thing}`,
    short: (thing, limit) => shortenName(`atoll-${region}-${thing}`, limit),
  };
}

/**
 * Cuts a name to `limit` characters; a cut name ends with a digest of the whole, so that two long names stay apart.
 *
 * @throws AppError ERR_NAME_LIMIT when the limit leaves no room for the digest
 */
export function shortenName(name: string, limit: number): string {
  if (name.length <= limit) return name;
  if (limit < DIGEST_LENGTH + 2) {
    throw new AppError(
      'ERR_NAME_LIMIT',
      `A name of at most ${limit} characters cannot be made from ${JSON.stringify(name)}.`,
    );
  }
  const head = name.slice(0, limit - DIGEST_LENGTH - 1).replace(/-+$/, '');
  return `${head}-${digestName(name)}`;
}

/** 64-bit FNV-1a in base 32: stable in every runtime, and pure where node:crypto is not allowed. */
function digestName(name: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < name.length; index += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(name.charCodeAt(index))) * 0x100000001b3n);
  }
  let digest = '';
  for (let index = 0; index < DIGEST_LENGTH; index += 1) {
    digest += DIGITS[Number(hash & 31n)];
    hash >>= 5n;
  }
  return digest;
}
