import type { RegionOptions } from './region-options.ts';

/** Scalars that YAML reads as the text they are; all others are quoted. */
const PLAIN_TEXT = /^[A-Za-z][A-Za-z0-9.-]*$/;

/** Words that YAML 1.1 reads as something else than text. */
const YAML_WORDS = /^(y|n|yes|no|true|false|on|off|null)$/i;

/** Gives the text of a new region.yaml: what has no default, and comments on what is worth a thought. */
export function renderRegionYaml(options: Required<RegionOptions>): string {
  const { name, cloud } = options;
  const [location, account, cidr, domain, externalId] = [
    options.location,
    String(options.account),
    options.cidr,
    options.domain,
    options.externalId,
  ].map(renderScalar);
  return `# yaml-language-server: $schema=../../docs/schemas/region.schema.json
#
# Only what has no default stands here. \`atoll explain spec\` prints every field with its default and its reason.
apiVersion: config.atoll.dev/v1alpha1
kind: Region
metadata:
  name: ${name} # equal to the folder's name; part of every cloud name, so it never changes
spec:
  cloud: ${cloud}
  location: ${location}
  network:
    cidr: ${cidr} # three equal subnets are cut from it; it cannot be changed later
    # exposure: private # default: internet
  dns:
    domain: ${domain} # the region answers at ${name}.<domain>
  ${cloud}:
    account: ${account} # quoted: digits alone would be a number
    externalId: ${externalId} # the owner's trust policies demand it; hard to guess, not a secret
`;
}

function renderScalar(value: string): string {
  return PLAIN_TEXT.test(value) && !YAML_WORDS.test(value) ? value : `'${value.replaceAll("'", "''")}'`;
}
