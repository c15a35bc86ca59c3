import { App, Chart } from 'cdk8s';
import { addGuardLists, type GuardGrant } from '../add-guard-lists.ts';
import { addRegionGuardBindings } from '../add-guard-bindings.ts';
import { addGuardPolicy } from '../add-guard-policy.ts';
import { BY_FLUX, type GuardedObject } from './guarded-objects.ts';

/** What differs between tests. */
export interface GuardCase {
  readonly grants: readonly GuardGrant[];
  /** Writers beside those that every region has. */
  readonly users: readonly string[];
  readonly remedy: string;
}

/** Gives policy, lists and bindings in the order in which Flux brings them. */
export function renderGuard({ grants, users, remedy }: GuardCase): readonly GuardedObject[] {
  const app = new App();
  const [crds, platform] = [new Chart(app, 'crds'), new Chart(app, 'platform')];
  addGuardPolicy(crds);
  addGuardLists(platform, {
    namespace: 'flux-system',
    writers: [
      ...users,
      'system:serviceaccount:flux-system:kustomize-controller',
      'system:serviceaccount:kube-system:karpenter',
      'system:serviceaccount:velero:velero',
      'arn:aws:sts::111122223333:assumed-role/atoll-one-deployment/*',
      'eks:*',
    ],
    grants,
    owners: ['flux-system/*', 'region-one/*'],
    homes: ['flux-system'],
    places: ['flux-system'],
    byHand: ['secrets/deploy'],
    remedy,
  });
  addRegionGuardBindings(platform, 'flux-system');
  const rendered = app.charts.flatMap((chart) => chart.toJson() as GuardedObject[]);
  return rendered.map((object) => ({ ...object, metadata: { ...object.metadata, labels: BY_FLUX } }));
}
