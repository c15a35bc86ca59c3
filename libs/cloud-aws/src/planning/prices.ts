/** One on-demand list price. */
export interface Price {
  /** US dollars. */
  readonly usd: number;
  /** Where it is from, and when it was read there. */
  readonly source: string;
}

/** Hours of a month, as AWS' own calculator counts them. */
export const HOURS_PER_MONTH = 730;

/** EC2 prices of a generated table that AWS' own node autoscaler carries. */
const KARPENTER =
  'EC2 on-demand, Linux; Karpenter v1.14.1, zz_generated.pricing_aws.go, generated 2026-07-06';

const KARPENTER_GOV =
  'EC2 on-demand, Linux; Karpenter v1.14.1, zz_generated.pricing_aws_us_gov.go, generated 2026-06-15';

/** AWS shows its own price pages to browsers only, so these are its list prices as others quote them. */
const RDS =
  'RDS for PostgreSQL on-demand, Multi-AZ, US East (N. Virginia); list price as public price tables of 2026 quote it';

/**
 * EC2 instances by place and type, an hour.
 *
 * Only places whose prices were read from a dated source stand in these tables; everything else is unknown, and said so.
 */
export const instancePrices: Readonly<Record<string, Readonly<Record<string, Price>>>> = {
  'us-east-1': toPrices(KARPENTER, {
    'm5.2xlarge': 0.384,
    'm5.4xlarge': 0.768,
    'm6a.2xlarge': 0.3456,
    'm6a.4xlarge': 0.6912,
    'm6i.2xlarge': 0.384,
    'm6i.4xlarge': 0.768,
    'm7i.2xlarge': 0.4032,
    'm7i.4xlarge': 0.8064,
  }),
  'us-gov-east-1': toPrices(KARPENTER_GOV, govPrices()),
  'us-gov-west-1': toPrices(KARPENTER_GOV, govPrices()),
};

/** RDS for PostgreSQL in two zones by place and class, an hour. */
export const databasePrices: Readonly<Record<string, Readonly<Record<string, Price>>>> = {
  'us-east-1': toPrices(RDS, {
    'db.r6g.large': 0.45,
    'db.r6g.xlarge': 0.899,
    'db.r6g.2xlarge': 1.798,
    'db.r6g.4xlarge': 3.597,
  }),
};

/** RDS storage gp3 in two zones by place, a GiB and month. */
export const databaseStoragePrices: Readonly<Record<string, Price>> = {
  'us-east-1': { usd: 0.23, source: RDS },
};

/** EBS gp3 by place, a GiB and month. */
export const volumePrices: Readonly<Record<string, Price>> = {
  'us-east-1': {
    usd: 0.08,
    source: 'EBS gp3, US East (N. Virginia); list price as public price tables of 2026 quote it',
  },
};

/** A NAT gateway by place, an hour and zone; what it carries is traffic and not here. */
export const natPrices: Readonly<Record<string, Price>> = {
  'us-east-1': {
    usd: 0.045,
    source: 'NAT gateway, US East (N. Virginia); list price as cloudburn.io quotes it, 2026-02-24',
  },
};

/** Prices that are the same in every place of the partition `aws`. */
export const worldPrices = {
  /** An hour, in standard support. */
  cluster: {
    usd: 0.1,
    source:
      'EKS cluster in standard support; AWS Containers blog, "Amazon EKS extended support for Kubernetes versions pricing", 2024',
  },
  /** A key and month; a rotated key costs as much again for each of its first two rotations. */
  key: { usd: 1, source: 'KMS customer managed key; list price as cloudburn.io quotes it, 2026-03-14' },
  /** A secret and month. */
  secret: { usd: 0.4, source: 'Secrets Manager secret; list price as public price tables of 2026 quote it' },
  /** A zone and month, among the first 25. */
  zone: { usd: 0.5, source: 'Route 53 hosted zone; list price as public price tables of 2026 quote it' },
} as const satisfies Readonly<Record<string, Price>>;

/** Gives the source of a price; without one, that it is unknown and of what. */
export function renderSource(price: Price | undefined, what: string): string {
  return price?.source ?? `unknown: no price of ${what}`;
}

function govPrices(): Readonly<Record<string, number>> {
  return { 'm5.2xlarge': 0.484, 'm5.4xlarge': 0.968, 'm6i.2xlarge': 0.484, 'm6i.4xlarge': 0.968 };
}

function toPrices(source: string, prices: Readonly<Record<string, number>>): Readonly<Record<string, Price>> {
  return Object.fromEntries(Object.entries(prices).map(([name, usd]) => [name, { usd, source }]));
}
