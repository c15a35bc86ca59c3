/** One on-demand list price, from a page that can be named and has a year; every other price is unknown, and said so. */
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

/**
 * EC2 instances by place and type, an hour.
 *
 * AWS shows its own price pages to browsers only, so no table here is read from them: RDS, EBS, Secrets Manager and
 * Route 53 have no price at all.
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

/** A NAT gateway by place, an hour and zone; what it carries is traffic and not here. */
export const natPrices: Readonly<Record<string, Price>> = {
  'us-east-1': {
    usd: 0.045,
    source: 'NAT gateway, US East; https://cloudburn.io/blog/aws-nat-gateway-pricing, 2026-02-24',
  },
};

/** Prices that are the same in every place of the partition `aws`. */
export const worldPrices = {
  /** An hour, in standard support. */
  cluster: {
    usd: 0.1,
    source:
      'EKS cluster in standard support; https://aws.amazon.com/blogs/containers/amazon-eks-extended-support-for-kubernetes-versions-pricing/, 2024',
  },
  /** A key and month; a rotated key costs as much again for each of its first two rotations. */
  key: {
    usd: 1,
    source: 'KMS customer managed key; https://cloudburn.io/blog/aws-kms-pricing, 2026-03-14',
  },
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
