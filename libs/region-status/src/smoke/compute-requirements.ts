import type { SmokeRequirement } from './smoke-requirement.ts';

const ZONES = 3;
/** Kubernetes reports a little less than the machine has. */
const SMALLEST_NODE = { cpu: 8, memoryGib: 28 };
/** TLS, tokens and leases work with less; chrony holds a node within milliseconds. */
const MAX_SKEW_SECONDS = 5;

/** What the region's nodes and account have to be. */
export const computeRequirements: readonly SmokeRequirement[] = [
  {
    id: 'nodes-three-zones',
    title: 'Nodes are ready in three zones',
    source:
      'These resources (e.g., compute, storage, and networking) are validated to meet the requirements for hosting the Application Plane.',
    needs: ['nodes'],
    isAwaited: true,
    check: ({ nodes }) => {
      const zones = [...new Set(nodes.map(({ zone }) => zone))].sort();
      if (zones.length >= ZONES) return undefined;
      return {
        message: `ready nodes in ${zones.length} zones (${zones.join(', ')}); three are needed`,
        remedy:
          'Look at the node groups of stage cluster: a zone may have no capacity of that instance type.',
      };
    },
  },
  {
    id: 'node-size',
    title: 'Nodes have at least 8 vCPU and 32 GB',
    source:
      'Our default compute configuration is to use node sizes between m5.2xlarge (8 vCPU/32 GB RAM) and m5.4xlarge (16 vCPU/64 GB RAM) or similar.',
    needs: ['nodes'],
    isAwaited: true,
    check: ({ nodes }) => {
      const small = nodes.filter(
        ({ cpu, memoryGib }) => cpu < SMALLEST_NODE.cpu || memoryGib < SMALLEST_NODE.memoryGib,
      );
      if (nodes.length > 0 && small.length === 0) return undefined;
      const names = small.map(({ name, cpu, memoryGib }) => `${name} (${cpu} vCPU, ${memoryGib} GiB)`);
      return {
        message: names.length === 0 ? 'no node is ready' : `too small: ${names.join(', ')}`,
        remedy: 'Correct the instance types in region.yaml, and look who made the node.',
      };
    },
  },
  {
    id: 'images-pulled',
    title: 'Nodes pull the images of the platform',
    source: 'Every region within the application plane is responsible for pulling the application images.',
    needs: ['imagePulls'],
    isAwaited: true,
    check: ({ imagePulls }) => {
      const failed = imagePulls.filter(({ isPulled }) => !isPulled);
      if (imagePulls.length > 0 && failed.length === 0) return undefined;
      return {
        message:
          failed.length === 0
            ? 'no image was pulled yet'
            : failed.map(({ image, message }) => `${image}: ${message}`).join('; '),
        remedy: 'Check the way out of the nodes to the registry, and its endpoint or mirror.',
      };
    },
  },
  {
    id: 'clock-skew',
    title: `Clocks differ by at most ${MAX_SKEW_SECONDS} s`,
    source:
      'Regular monitoring and validation are performed to maintain the health of the infrastructure and the Application Plane.',
    needs: ['clockSkews'],
    isAwaited: true,
    check: ({ clockSkews }) => {
      const wrong = clockSkews.filter(({ seconds }) => !(Math.abs(seconds) <= MAX_SKEW_SECONDS));
      if (wrong.length === 0) return undefined;
      return {
        message: wrong.map(({ node, seconds }) => `${node} is ${seconds} s off`).join(', '),
        remedy: 'See that the nodes reach their time server, and replace those that do not.',
      };
    },
  },
  {
    id: 'quota-headroom',
    title: 'The account has room for the region at its limits',
    source:
      'If resource utilization approaches this configured maximum, the team will increase the limit and notify the customer.',
    needs: ['quotas'],
    isAwaited: false,
    check: ({ quotas }) => {
      const short = quotas.filter(({ limit, used, mayNeed }) => limit - used < mayNeed);
      if (short.length === 0) return undefined;
      return {
        message: short
          .map(
            ({ name, limit, used, mayNeed }) =>
              `${name}: ${used} of ${limit} used, ${mayNeed} more may be needed`,
          )
          .join('; '),
        remedy: "Let the account's owner ask the cloud for a higher quota.",
      };
    },
  },
];
