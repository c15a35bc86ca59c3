import type { Cloud, LiveObject } from '@atoll/cloud';
import type { ClusterReader } from '@atoll/kube';
import { INGRESS, type LiveObjects } from './list-live-objects.ts';

/** What was found, and where it was looked for. */
export interface Findings {
  readonly live: LiveObjects;
  readonly ingress: LiveObject | undefined;
  readonly options: { readonly control: ClusterReader; readonly own?: ClusterReader };
  readonly namespace: string;
  readonly cloud: Cloud;
  /** What the cloud made of it. */
  readonly values: unknown;
}

/** Gives a sentence for each thing that was looked for and not found. */
export function explainGaps(findings: Findings): readonly string[] {
  const { live, options, namespace } = findings;
  const { control, own } = options;
  const gaps: string[] = [];
  if (live.objects.length === 0) {
    gaps.push(
      `Namespace ${namespace} of ${control.server} (context ${control.context}) holds none of the region's managed resources: has Flux applied them, and is it the region's control cluster?`,
    );
  }
  if (live.notInstalled.length > 0) {
    gaps.push(`Not installed in the control cluster, so not read: ${live.notInstalled.join(', ')}.`);
  }
  if (own !== undefined) gaps.push(...explainIngress(findings, own));
  return gaps;
}

function explainIngress({ ingress, cloud, values }: Findings, own: ClusterReader): readonly string[] {
  const where = `namespace ${INGRESS.namespace} of ${own.server} (context ${own.context})`;
  if (ingress === undefined) {
    return [
      `No Service of type LoadBalancer with the label ${INGRESS.label}=${INGRESS.value} is in ${where}.`,
    ];
  }
  const address = addressOf(ingress);
  const service = `Service ${ingress.metadata.name} in ${where}`;
  if (address === undefined) return [`${service} has no load balancer yet.`];
  if (JSON.stringify(values).includes(address)) return [];
  return [
    `${service} has the address ${address}, which is not of the kind that ${cloud.name} regions use; write spec.${cloud.name}.ingress by hand.`,
  ];
}

function addressOf(service: LiveObject): string | undefined {
  const status = service.status as
    | { readonly loadBalancer?: { readonly ingress?: readonly { hostname?: string; ip?: string }[] } }
    | undefined;
  const [first] = status?.loadBalancer?.ingress ?? [];
  return first?.hostname ?? first?.ip;
}
