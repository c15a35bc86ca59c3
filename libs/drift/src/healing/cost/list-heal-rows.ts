import type { KubeManifest } from '../../manifest/kube-manifest.ts';
import type { HealRow } from './heal-row.ts';
import { kubeHealRows } from './kube-heal-rows.ts';

/** Gives the rows that are about a manifest, those of the cloud first. */
export function listHealRows(facts: readonly HealRow[], desired: KubeManifest): readonly HealRow[] {
  return [...facts, ...kubeHealRows].filter((row) => isAbout(row, desired));
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
