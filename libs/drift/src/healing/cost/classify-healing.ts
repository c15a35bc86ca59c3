import { type DriftChange, type HealClass, healClasses, type Verdict } from '@atoll/agent-model';
import type { KubeManifest } from '../../manifest/kube-manifest.ts';
import { matchesPath, splitPath } from '../../rules/match-path.ts';
import { explainUnhealable, type UnhealableCode } from './explain-unhealable.ts';
import type { HealRow } from './heal-row.ts';
import { kubeHealRows } from './kube-heal-rows.ts';

/** What healing an object costs, or why there is nothing that an agent may do. */
export type HealCost =
  | { readonly class: HealClass; readonly reason: string }
  | { readonly class: 'never'; readonly code: UnhealableCode; readonly reason: string };

/** What nobody knows is taken for dear: a field may restart something, and an object may have held data. */
const UNKNOWN_ROWS: Readonly<Record<HealRow['on'], Pick<HealRow, 'class' | 'reason'>>> = {
  change: { class: 'disruptive', reason: 'may interrupt something, as the kind is not known' },
  absence: {
    class: 'destructive',
    reason: 'makes an empty object in the place of one that may have held data, which hides the loss',
  },
};

/**
 * Says what healing a verdict costs: of all its changes the dearest counts.
 *
 * @param facts rows of the cloud, looked at before those of Kubernetes; the first that fits a change decides it
 */
export function classifyHealing(
  desired: KubeManifest,
  verdict: Verdict,
  facts: readonly HealRow[],
): HealCost {
  const unhealable = explainUnhealable(desired, verdict);
  if (unhealable !== undefined) return { class: 'never', ...unhealable };
  const rows = [...facts, ...kubeHealRows].filter((row) => isAbout(row, desired));
  const absent = verdict.class === 'Missing' || verdict.class === 'Recreated';
  const costs = [
    ...(absent ? [toAbsenceCost(rows, desired)] : []),
    ...verdict.changes.map((change) => toChangeCost(rows, change)),
  ];
  return costs.reduce(dearer, costs[0] ?? UNKNOWN_ROWS.change);
}

type Cost = Pick<HealRow, 'class' | 'reason'>;

function dearer(a: Cost, b: Cost): Cost {
  return healClasses.indexOf(b.class) > healClasses.indexOf(a.class) ? b : a;
}

function isAbout({ group, kind, where }: HealRow, desired: KubeManifest): boolean {
  const { apiVersion } = desired;
  const slash = apiVersion.indexOf('/');
  return (
    (group === '*' || group === apiVersion.slice(0, Math.max(0, slash))) &&
    (kind === '*' || kind === desired.kind) &&
    (where === undefined || readField(desired, where.field) === where.equals)
  );
}

function readField(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return value;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return readField((value as Readonly<Record<string, unknown>>)[step], rest);
}

function toAbsenceCost(rows: readonly HealRow[], { kind, metadata }: KubeManifest): Cost {
  const { class: cost, reason } = rows.find(({ on }) => on === 'absence') ?? UNKNOWN_ROWS.absence;
  return { class: cost, reason: `healing ${kind} ${metadata.name} ${reason}` };
}

/** A change of a whole block is as dear as the dearest field in it that it may touch. */
function toChangeCost(rows: readonly HealRow[], change: DriftChange): Cost {
  const changes = rows.filter(({ on }) => on === 'change');
  const covering =
    changes.find(({ path }) => path === undefined || matchesPath(path, change.path)) ?? UNKNOWN_ROWS.change;
  const within = changes.filter(
    ({ path }) => path !== undefined && path !== change.path && isWithin(path, change),
  );
  const { class: cost, reason } = within.reduce<Cost>(dearer, covering);
  return { class: cost, reason: `healing ${change.path} ${reason}` };
}

/** A block whose values can be read and do not hold the field does not touch it. */
function isWithin(path: string, { path: block, was, is }: DriftChange): boolean {
  if (!matchesPath(block, path)) return false;
  const field = (splitPath(path)[splitPath(block).length] ?? '').slice(1);
  const key = JSON.stringify(field.replaceAll('~1', '/').replaceAll('~0', '~'));
  return [was, is].some(
    (value) => 'redacted' in value || ('json' in value && (value.cut === true || value.json.includes(key))),
  );
}
