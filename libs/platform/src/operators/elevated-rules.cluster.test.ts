import { describeCluster } from '@atoll/cluster/testing';
import { expect, it } from 'vitest';
import { elevatedRules } from './elevated-rules.ts';

/** What no role of ours holds: both make a person act as a ServiceAccount. */
const TAKES_ACCOUNTS = ['impersonate /serviceaccounts', 'create /serviceaccounts/token'];

interface Rule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
}

function listRights({ verbs, apiGroups, resources }: Rule): readonly string[] {
  return verbs.flatMap((verb) =>
    apiGroups.flatMap((group) => resources.map((resource) => `${verb} ${group}/${resource}`)),
  );
}

describeCluster('the role of Elevated Operations in a cluster', {}, (getCluster) => {
  it('is all that edit holds beyond view, but acting as an account', async () => {
    const path = '/apis/rbac.authorization.k8s.io/v1/clusterroles/system:aggregate-to-edit';
    const { json } = await getCluster().request('GET', path);
    const { rules } = json as { readonly rules: readonly Rule[] };
    const ours = elevatedRules.flatMap(({ group, ...rule }) => listRights({ ...rule, apiGroups: [group] }));

    const theirs = rules.flatMap(listRights).filter((right) => !right.includes(' extensions/'));

    expect(theirs.filter((right) => !ours.includes(right)).sort()).toStrictEqual([...TAKES_ACCOUNTS].sort());
    expect(ours.filter((right) => !theirs.includes(right))).toStrictEqual([]);
  });
});
