import type { CloudPlanning, RenderedObject, Risk } from '@atoll/cloud';
import { custodyOf, isManagedResource, kindKeyOf } from './managed-resource.ts';
import { isJsonObject } from './json-value.ts';

/** What deleting an object does. */
export interface Deletion {
  readonly risk: Risk;
  readonly reasons: readonly string[];
  readonly loss?: string;
}

/** What goes with an object of Kubernetes; kinds that are not here take nothing with them. */
const kubernetesDeletions: Readonly<Record<string, Deletion>> = {
  ' Namespace': { risk: 'destructive', reasons: ['everything in the namespace is deleted with it'] },
  ' PersistentVolumeClaim': { risk: 'destructive', reasons: ['the volume may go with its claim'] },
  'apiextensions.k8s.io CustomResourceDefinition': {
    risk: 'destructive',
    reasons: ['every object of the kind is deleted with it'],
  },
  'helm.toolkit.fluxcd.io HelmRelease': { risk: 'disruptive', reasons: ['the release is uninstalled'] },
  'karpenter.sh NodePool': { risk: 'disruptive', reasons: ['its nodes are drained and go'] },
  'apps Deployment': { risk: 'disruptive', reasons: ['its pods stop'] },
  'apps StatefulSet': { risk: 'disruptive', reasons: ['its pods stop'] },
  'apps DaemonSet': { risk: 'disruptive', reasons: ['its pods stop'] },
  ' Service': { risk: 'disruptive', reasons: ['its clients do not find it any more'] },
};

/** Where an object is that Git no longer describes. */
export interface DeletionPlace {
  readonly planning: CloudPlanning | undefined;
  /** True where Flux never prunes it: its object stays, and so does what it stands for. */
  readonly staysBehind: boolean;
}

/** Gives what it does that Git no longer describes an object: in the cloud, in the cluster, and to the owner's data. */
export function explainDeletion(object: RenderedObject, { planning, staysBehind }: DeletionPlace): Deletion {
  if (staysBehind) return explainLeftover(object, planning);
  if (isManagedResource(object)) return explainManaged(object, planning);
  if (kindKeyOf(object) === 'kustomize.toolkit.fluxcd.io Kustomization') return explainKustomization(object);
  return kubernetesDeletions[kindKeyOf(object)] ?? { risk: 'safe', reasons: [] };
}

/** What holds the owner's data stays flagged: nobody keeps it any more, whoever deletes it then. */
function explainLeftover(object: RenderedObject, planning: CloudPlanning | undefined): Deletion {
  const isManaged = isManagedResource(object);
  const where = isManaged ? 'the cluster and the cloud' : 'the cluster';
  const reasons = [`stays in ${where}: its stage is never pruned; Git no longer describes it`];
  const isOurs = isManaged && custodyOf(object) !== 'observes';
  const loss = isOurs ? planning?.lossOf(object) : undefined;
  return loss === undefined ? { risk: 'safe', reasons } : { risk: 'destructive', reasons, loss };
}

function explainManaged(object: RenderedObject, planning: CloudPlanning | undefined): Deletion {
  const custody = custodyOf(object);
  if (custody === 'observes') return { risk: 'safe', reasons: ['it was only observed; the owner keeps it'] };
  const loss = planning?.lossOf(object);
  const reasons = [
    custody === 'keeps'
      ? 'Crossplane leaves it in the account, where nobody keeps it any more'
      : 'Crossplane deletes it in the cloud',
  ];
  if (loss !== undefined) return { risk: 'destructive', reasons, loss };
  const verdict = planning?.judgeDeletion(object);
  if (verdict !== undefined) {
    return {
      risk: verdict.effect === 'refused' ? 'disruptive' : verdict.effect,
      reasons: [...reasons, verdict.reason],
    };
  }
  return { risk: custody === 'keeps' ? 'safe' : 'disruptive', reasons };
}

function explainKustomization({ spec }: RenderedObject): Deletion {
  const fields = isJsonObject(spec) ? spec : {};
  if (fields['deletionPolicy'] === 'Orphan' || fields['prune'] === false) {
    return { risk: 'disruptive', reasons: ['what it applied stays, and nobody reconciles it any more'] };
  }
  return { risk: 'disruptive', reasons: ['what it applied is deleted with it'] };
}
