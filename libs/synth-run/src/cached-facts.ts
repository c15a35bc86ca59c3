import type { RegionFacts } from '@atoll/synth';

type ScopeClaims = RegionFacts['claims'][number];

/** Stands between the texts of packed claims; no name in a cloud holds it, and JSON need not escape it. */
const SEPARATOR = '\u007f';

/** Facts as the cache holds them: their sixty names are one text, which is parsed three times as fast. */
export interface PackedFacts extends Omit<RegionFacts, 'claims'> {
  /** Every text of the claims in turn, a scope behind two separators; as they are, where one of them cannot be packed. */
  readonly claims: string | RegionFacts['claims'];
}

/** Facts out of the cache; what they claim is unpacked when somebody asks. */
export class CachedFacts implements RegionFacts {
  readonly name: string;
  readonly file: string;
  readonly cloud: string;
  readonly account: string;
  readonly controlCluster: string;
  readonly cidr: string;
  readonly #claims: PackedFacts['claims'];

  constructor({ name, file, cloud, account, controlCluster, cidr, claims }: PackedFacts) {
    this.name = name;
    this.file = file;
    this.cloud = cloud;
    this.account = account;
    this.controlCluster = controlCluster;
    this.cidr = cidr;
    this.#claims = claims;
  }

  get claims(): RegionFacts['claims'] {
    return typeof this.#claims === 'string' ? unpackClaims(this.#claims) : this.#claims;
  }

  /** Gives the facts as they were packed. */
  toJSON(): PackedFacts {
    return { ...this, claims: this.#claims };
  }
}

/** Gives facts as the cache holds them. */
export function packFacts(facts: RegionFacts): PackedFacts {
  return facts instanceof CachedFacts ? facts.toJSON() : { ...facts, claims: packClaims(facts.claims) };
}

function packClaims(claims: RegionFacts['claims']): PackedFacts['claims'] {
  const texts = claims.flatMap(({ scope, names }) => [scope, ...names]);
  if (claims.length === 0 || texts.some((text) => text === '' || text.includes(SEPARATOR))) return claims;
  return claims.map(({ scope, names }) => [scope, ...names].join(SEPARATOR)).join(SEPARATOR + SEPARATOR);
}

function unpackClaims(packed: string): RegionFacts['claims'] {
  return packed.split(SEPARATOR + SEPARATOR).map((claim) => new PackedClaims(claim));
}

/** Most scopes are looked at and passed over, so their names are told apart only when somebody asks. */
class PackedClaims implements ScopeClaims {
  readonly scope: string;
  readonly #texts: string;

  constructor(texts: string) {
    const end = texts.indexOf(SEPARATOR);
    this.scope = end < 0 ? texts : texts.slice(0, end);
    this.#texts = texts;
  }

  get names(): readonly string[] {
    return this.#texts.split(SEPARATOR).slice(1);
  }
}
