import type { RemovalStep } from '@atoll/cloud';
import type { DecommissionPlan, RemovedObject, RemovedStage } from './decommission-report.ts';

/** The heading behind which the boxes are for afterwards. */
export const AFTERWARDS = '## After the removal';

/** The lists of the guard, which it lets nobody delete: they go with the namespace. */
const GUARD_LISTS = 'configmap/atoll-guard';

/** Gives the plan as Markdown with a box for every step that a person does. */
export function renderPlan(plan: DecommissionPlan): string {
  return `${[
    ...renderTitle(plan),
    ...renderBefore(plan),
    ...renderLocks(plan),
    '## The removal',
    '',
    `When every box above is ticked and committed: \`npx atoll region decommission ${plan.region} --allow-delete\`, commit, then \`npx atoll publish --repo … --allow-delete ${plan.region}\`.`,
    'It takes the region out of Git. In the cloud, nothing is deleted by it.',
    '',
    ...renderAfterwards(plan),
  ].join('\n')}\n`;
}

function renderTitle({ region, place }: DecommissionPlan): readonly string[] {
  return [
    `# Leaving region ${region}`,
    '',
    `${place}. Atoll deletes nothing of this by itself: every step is a person's, with the owner's own credentials where the cloud is meant.`,
    '',
  ];
}

function renderBefore({ exports, inside }: DecommissionPlan): readonly string[] {
  return [
    '## Before the removal',
    '',
    '- [ ] The owner agrees, and no project serves from this region any more',
    '- [ ] A grant of limited-administrator is live while the objects go: the guard of the control cluster refuses people without one, and after the removal none can be made',
    '',
    '### Carry out the data',
    '',
    ...exports.flatMap(renderStep),
    "### Take away what the region's own software made",
    '',
    'In the cluster of the region. Once that is gone, nothing takes these away.',
    '',
    ...inside.flatMap(renderStep),
  ];
}

function renderLocks({ locks }: DecommissionPlan): readonly string[] {
  const rows = locks.map(({ what, until, lift }) => `| ${what} | ${until} | ${lift} |`);
  return ['## Locks', '', '| what | lock | who lifts it |', '|---|---|---|', ...rows, ''];
}

function renderAfterwards(plan: DecommissionPlan): readonly string[] {
  const { namespace, region, stages, revocation, leftovers } = plan;
  const kept = stages.flatMap(({ steps }) => steps.map(({ what }) => what));
  return [
    AFTERWARDS,
    '',
    `In the control cluster, under the grant that was made for it, or by an administrator who takes the bindings of its guard away. Nobody deletes these automatically: ${kept.join(', ')}.`,
    '',
    ...renderStep({
      what: `Flux lets go of namespace ${namespace}`,
      note: `Else the stages bring back what you delete, from branch region/${region}; and deleting one that is not suspended deletes everything in it.`,
      commands: [`flux suspend kustomization --all --namespace ${namespace}`],
    }),
    ...stages.flatMap((stage, index) => renderStage(stage, { number: index + 1, namespace })),
    ...renderStep({
      what: `namespace ${namespace}`,
      note: `Only when nothing else is left in it: it takes everything along, also the lists of its guard (${GUARD_LISTS}), which nobody may delete by hand.`,
      commands: [
        `kubectl --namespace ${namespace} get managed`,
        `kubectl delete managedresourceactivationpolicy.v1alpha1.apiextensions.crossplane.io/${namespace} namespace/${namespace}`,
      ],
    }),
    '### The owner takes back the access',
    '',
    ...revocation.flatMap(renderStep),
    '### Look for leftovers',
    '',
    'Each of these should find nothing but what is kept on purpose.',
    '',
    ...leftovers.flatMap(renderStep),
  ];
}

function renderStage(
  { stage, objects, steps }: RemovedStage,
  { number, namespace }: { readonly number: number; readonly namespace: string },
): readonly string[] {
  const letGo = objects.filter(({ fate }) => fate === 'kept' || fate === 'observed');
  const deleted = objects.filter(
    ({ fate, object }) => (fate === 'deleted' || fate === 'internal') && object !== GUARD_LISTS,
  );
  return [
    `### ${number}. Stage ${stage}`,
    '',
    ...renderDelete('let go of', letGo, {
      namespace,
      note: 'The resources stay in the cloud; from here on nobody keeps them as they are.',
    }),
    ...steps.flatMap(renderStep),
    ...renderDelete('delete', deleted, {
      namespace,
      note: 'Crossplane deletes the resources; it waits for what still uses them.',
    }),
  ];
}

function renderDelete(
  what: string,
  objects: readonly RemovedObject[],
  { namespace, note }: { readonly namespace: string; readonly note: string },
): readonly string[] {
  if (objects.length === 0) return [];
  const losses = objects.flatMap(({ loss }) => (loss === undefined ? [] : [loss]));
  const warning = losses.length === 0 || what !== 'delete' ? '' : ` Lost for good: ${losses.join('; ')}.`;
  const lines = objects.map(({ object }) => `  ${object}`);
  const command = [`kubectl --namespace ${namespace} delete`, ...lines].join(' \\\n');
  const count = `${objects.length} ${objects.length === 1 ? 'object' : 'objects'}`;
  return renderStep({ what: `${what} ${count}`, note: `${note}${warning}`, commands: [command] });
}

function renderStep({ what, note, commands }: RemovalStep): readonly string[] {
  const head = note === '' ? `- [ ] ${what}` : `- [ ] ${what}: ${note}`;
  if (commands.length === 0) return [head, ''];
  const code = ['```sh', ...commands.flatMap((command) => command.split('\n')), '```'];
  return [head, '', ...code.map((line) => `  ${line}`), ''];
}
