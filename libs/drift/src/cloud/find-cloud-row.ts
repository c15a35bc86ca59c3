import type { CloudFieldRow } from '@atoll/agent-model';
import { matchesPath } from '../rules/match-path.ts';

/** Gives the rows that are about a kind, in their order. */
export function listCloudRows(
  rows: readonly CloudFieldRow[],
  { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string },
): readonly CloudFieldRow[] {
  const group = apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));
  return rows.filter((row) => matchesGroup(row.group, group) && (row.kind ?? kind) === kind);
}

/** Gives the first row that is about a field, at or above it. */
export function findCloudRow(rows: readonly CloudFieldRow[], path: string): CloudFieldRow | undefined {
  return rows.find((row) => matchesPath(row.path, path));
}

function matchesGroup(pattern: string, group: string): boolean {
  return pattern.startsWith('*') ? group.endsWith(pattern.slice(1)) : pattern === group;
}
