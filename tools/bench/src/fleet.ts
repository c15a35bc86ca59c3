import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The example fleet of this repository, of which the generated ones are copies. */
const EXAMPLES = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'regions');

/** The full example: every optional part that one region can have without another party. */
const TEMPLATE_REGION = 'aws-us-east-1';

/** 10.0.0.0/8 cut into networks of /18, one a region. */
const NETWORK_PREFIX = 18;
const NETWORK_SIZE = 2 ** (32 - NETWORK_PREFIX);
const FIRST_NETWORK = 10 * 2 ** 24;

/** Most regions of a generated fleet: the /18 networks of 10.0.0.0/8. */
export const MOST_REGIONS = 2 ** (NETWORK_PREFIX - 8);

/** First account; twelve digits like every other. */
const FIRST_ACCOUNT = 200_000_000_000;

/** What a generated region has instead of the example's value, by what stands in the example. */
interface Substitution {
  readonly from: string;
  readonly to: string;
}

/** Gives the name of the generated region with this number, from 0. */
export function regionNameOf(index: number): string {
  return `${TEMPLATE_REGION}-n${String(index).padStart(4, '0')}`;
}

/**
 * Gives the region.yaml of a generated region: the full example with a name, an account, an external id and a network of
 * its own. Equal numbers give equal text.
 *
 * @throws RangeError for a number without a network of its own, or when the example does not hold what is replaced
 */
export function renderRegionFile(template: string, index: number): string {
  if (index < 0 || index >= MOST_REGIONS) {
    throw new RangeError(`region ${index}: a generated fleet has regions 0 to ${MOST_REGIONS - 1}`);
  }
  return substitutionsOf(index).reduce(replaceOnce, template);
}

/** Writes a fleet of generated regions with the organization's file below `root/regions`. */
export function writeFleet(root: string, regions: number): void {
  const template = readFileSync(join(EXAMPLES, TEMPLATE_REGION, 'region.yaml'), 'utf8');
  const organization = readFileSync(join(EXAMPLES, 'fleet', 'organization.yaml'), 'utf8');
  writeFile(join(root, 'regions', 'fleet', 'organization.yaml'), organization);
  for (let index = 0; index < regions; index += 1) {
    writeFile(join(root, regionFileOf(index)), renderRegionFile(template, index));
  }
}

/** Gives the path of a generated region's file below the root of its fleet. */
export function regionFileOf(index: number): string {
  return `regions/${regionNameOf(index)}/region.yaml`;
}

function substitutionsOf(index: number): readonly Substitution[] {
  return [
    { from: `name: ${TEMPLATE_REGION}\n`, to: `name: ${regionNameOf(index)}\n` },
    { from: 'cidr: 10.40.0.0/16', to: `cidr: ${networkOf(index)}` },
    { from: '"111122223333"', to: `"${FIRST_ACCOUNT + index}"` },
    { from: 'atoll-us-east-1-7c1f9b2e', to: `atoll-us-east-1-${String(index).padStart(8, '0')}` },
  ];
}

function networkOf(index: number): string {
  const base = FIRST_NETWORK + index * NETWORK_SIZE;
  const bytes = [24, 16, 8, 0].map((shift) => (base >>> shift) & 0xff);
  return `${bytes.join('.')}/${NETWORK_PREFIX}`;
}

/** An example that no longer holds the text would make equal regions, which nobody would notice. */
function replaceOnce(text: string, { from, to }: Substitution): string {
  if (text.split(from).length !== 2) {
    throw new RangeError(`regions/${TEMPLATE_REGION}/region.yaml must hold "${from.trim()}" exactly once`);
  }
  return text.replace(from, to);
}

function writeFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
