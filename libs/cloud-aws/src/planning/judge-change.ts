import type { ChangeVerdict, ObjectChange } from '@atoll/cloud';
import type { KindDefinition } from '@atoll/typed-object';
import type { ChangeRule } from './change-rule.ts';
import { changeRules } from './change-rules.ts';
import { clusterRules } from './cluster-rules.ts';
import { judgeElasticNodes } from './elastic-node-rules.ts';
import { judgeIdentity } from './identity-rules.ts';
import { IMMUTABLE_SOURCE, type ImmutableFields, immutableFields } from './immutable-fields.ts';
import { lossOf } from './loss-of.ts';
import { isObserveOnly, kindKeyOf, toFields } from './managed-object.ts';

/** Endings by which a field names another object instead of a value. */
const REFERENCE = /(?:FromRole)?(?:Refs?|Selector)$/;

/** Blocks of a managed resource whose fields reach the cloud. */
const BLOCK = /^spec\.(?:forProvider|initProvider)\.?/;

const immutableByKind = new Map([...immutableFields].map(([kind, row]) => [keyOf(kind), row] as const));

const rulesByKind: ReadonlyMap<string, readonly ChangeRule[]> = Map.groupBy(
  [...clusterRules, ...changeRules],
  (rule) => keyOf(rule.kind),
);

/** Gives what AWS makes of one changed field; undefined: it changes it in place, and nobody notices. */
export function judgeChange(change: ObjectChange): ChangeVerdict | undefined {
  const { after, path } = change;
  if (path.startsWith('metadata.annotations') && path.endsWith('crossplane.io/external-name'))
    return judgeExternalName(change);
  if (isObserveOnly(after) || isObserveOnly(change.before)) return undefined;
  if (!BLOCK.test(path)) return judgeElasticNodes(change) ?? judgeIdentity(change);
  const field = toFieldPath(path);
  const key = kindKeyOf(after);
  return judgeImmutable(change, field, immutableByKind.get(key)) ?? judgeByRules(change, field, key);
}

function judgeByRules(change: ObjectChange, field: string, key: string): ChangeVerdict | undefined {
  const rules = rulesByKind.get(key) ?? [];
  return rules.find(
    ({ fields, when }) => fields.some((listed) => touches(field, listed)) && (when?.(change) ?? true),
  )?.verdict;
}

function judgeImmutable(
  change: ObjectChange,
  field: string,
  row: ImmutableFields | undefined,
): ChangeVerdict | undefined {
  if (row === undefined) return undefined;
  const found = [...row.fields, 'region'].find(
    (listed) => touches(field, listed) && holds(change, listed, field),
  );
  if (found === undefined) return undefined;
  return {
    effect: 'refused',
    reason: `AWS sets ${found} once, when the resource is made; Crossplane refuses the change and the resource stays as it is`,
    remedy: row.remedy ?? toRemake(change),
    source: `${IMMUTABLE_SOURCE}, ${row.file} (ForceNew)`,
  };
}

/** A block that comes or goes as a whole touches a field in it only if that field is part of it. */
function holds({ from, to }: ObjectChange, listed: string, field: string): boolean {
  if (!listed.startsWith(`${field}.`)) return true;
  const rest = listed.slice(field.length + 1).split('.');
  return [from, to].some(
    (value) => rest.reduce<unknown>((inner, name) => toFields(inner)[name], value) !== undefined,
  );
}

function toRemake({ after }: ObjectChange): string {
  const { name, namespace } = after.metadata;
  const [group] = after.apiVersion.split('/');
  const command = `kubectl -n ${namespace} delete ${after.kind.toLowerCase()}.${group} ${name}`;
  return lossOf(after) === undefined
    ? `take the change back, or in a maintenance window, after it is applied: ${command}; Crossplane deletes the resource, Flux makes it again, and what depends on it is cut off meanwhile`
    : 'take the change back; a resource that holds data is not made again';
}

function judgeExternalName({ after, from, to }: ObjectChange): ChangeVerdict {
  const loss = lossOf(after);
  return {
    effect: loss === undefined ? 'disruptive' : 'destructive',
    reason: `from now on the object stands for ${to === undefined ? 'another resource' : String(to)}; ${String(from ?? 'the old one')} is left in the account and nobody keeps it`,
    remedy: 'take the change back: names never move',
    source: 'Crossplane documentation, "Managed resources", section "External name"',
  };
}

/** Gives the path below the block, with references by the name of the field that they fill. */
function toFieldPath(path: string): string {
  return path
    .replace(BLOCK, '')
    .split('.')
    .filter((segment, index, all) => !(segment === 'name' && REFERENCE.test(all[index - 1] ?? '')))
    .map((segment) => segment.replace(REFERENCE, ''))
    .join('.');
}

/** Tells whether a path is the listed one, below it, or the block around it; `subnetIdRefs` fills `subnetIds`. */
function touches(field: string, listed: string): boolean {
  if (listed === '*') return true;
  const [a, b] = [toSingular(field), toSingular(listed)];
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

function toSingular(path: string): string {
  return path
    .split('.')
    .map((segment) => segment.replace(/(?<=[a-z])s$/, ''))
    .join('.');
}

function keyOf({ group, kind }: KindDefinition<unknown>): string {
  return `${group} ${kind}`;
}
