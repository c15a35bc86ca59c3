/** An IPv4 network in CIDR notation, any prefix length; the rules about its size are checked with the model. */
export const cidrPattern =
  '^(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}/(3[0-2]|[12]?\\d)$';

/** {@link cidrPattern} in words. */
export const cidrForm = 'an IPv4 range in CIDR notation, such as 10.40.0.0/16';

/** `spec.network` of a Region. */
export const networkSchema = {
  type: 'object',
  description: 'The private network of the region and how it is reached.',
  additionalProperties: false,
  required: ['cidr', 'exposure', 'egress', 'apiServer'],
  properties: {
    cidr: {
      type: 'string',
      pattern: cidrPattern,
      'x-form': cidrForm,
      description:
        'IPv4 range of the network, /16 to /21, from private address space; three equal subnets are cut from it.',
      'x-source': '"The network configuration includes a VPC and three subnets per region."',
      'x-effect': 'Fixes the number of addresses for nodes and pods. It cannot be changed later.',
    },
    exposure: {
      type: 'string',
      enum: ['internet', 'private'],
      default: 'internet',
      description: 'Whether clients reach the region over the internet or over private connections only.',
      'x-source':
        '"In the default configuration, connectivity between the Akka region and the customer\'s environment would traverse the Internet."',
      'x-effect':
        'internet: default route to an internet gateway, public load balancers. private: one NAT gateway or a transit gateway for egress, internal load balancers only.',
    },
    egress: {
      type: 'string',
      enum: ['gateway', 'transit'],
      default: 'gateway',
      description:
        "Where traffic to the internet leaves: the region's own gateway (internet gateway, or NAT for a private region), or the transit connection (private regions only).",
      'x-source':
        'Design §4.6: default route to the internet gateway, one regional NAT gateway, or the Transit Gateway.',
      'x-effect': 'transit renders no NAT gateway and points the default route at the transit connection.',
    },
    apiServer: {
      type: 'object',
      description: "Reach of the cluster's API server.",
      additionalProperties: false,
      default: {},
      properties: {
        allowedCidrs: {
          type: 'array',
          uniqueItems: true,
          maxItems: 40,
          items: { type: 'string', pattern: cidrPattern, 'x-form': cidrForm, description: 'An IPv4 range.' },
          description:
            'Ranges that may reach the public endpoint. Absent: every address for exposure internet, no public endpoint for private.',
          'x-source': 'Requirement D3: public endpoint, allow-list.',
          'x-effect':
            'Narrows the public endpoint; for a private region it opens one for these ranges alone.',
        },
      },
    },
  },
} as const;
