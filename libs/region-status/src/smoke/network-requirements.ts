import type { SmokeRequirement } from './smoke-requirement.ts';

const ZONES = 3;

/** What the region's network has to be. */
export const networkRequirements: readonly SmokeRequirement[] = [
  {
    id: 'subnets-three-zones',
    title: 'Three subnets stand in three zones',
    source: 'The network configuration includes a VPC and three subnets per region.',
    needs: ['subnetZones'],
    isAwaited: true,
    check: ({ subnetZones }) => {
      const zones = [...new Set(subnetZones)];
      if (subnetZones.length >= ZONES && zones.length >= ZONES) return undefined;
      return {
        message: `${subnetZones.length} subnets in ${zones.length} zones (${zones.join(', ')}); three in three are needed`,
        remedy: 'Look at the managed resources of stage network; zones are chosen in region.yaml.',
      };
    },
  },
  {
    id: 'dns-resolves',
    title: "The region's names resolve",
    source: 'Each region receives a unique endpoint with region-specific DNS.',
    needs: ['dnsAnswers'],
    isAwaited: true,
    check: ({ dnsAnswers }) => {
      const silent = dnsAnswers.filter(({ addresses }) => addresses.length === 0).map(({ name }) => name);
      if (dnsAnswers.length > 0 && silent.length === 0) return undefined;
      return {
        message: silent.length === 0 ? 'no name was asked for' : `no address for ${silent.join(', ')}`,
        remedy: "Delegate the region's zone: the parent zone needs the name servers of stage dns.",
      };
    },
  },
  {
    id: 'api-server-reachable',
    title: 'The control cluster reaches the API server',
    source:
      'The deployed Application Plane regions are then connected to your Organization, enabling centralized management and monitoring.',
    needs: ['apiServer'],
    isAwaited: true,
    check: ({ apiServer }) =>
      apiServer.isReachable
        ? undefined
        : {
            message: `it does not answer: ${apiServer.message}`,
            remedy:
              "Check allowedCidrs, the Transit Gateway's routes and the access entry of the Deployment role.",
          },
  },
];
