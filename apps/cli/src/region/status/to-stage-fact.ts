import type { RenderedObject } from '@atoll/cloud';
import type { LayerName, ObservedCondition, StageFact } from '@atoll/region-status';
import { findCondition } from './find-condition.ts';

/** Flux's own, for a Kustomization that names no timeout: its interval, which is 30 minutes in all that Atoll renders. */
const DEFAULT_MINUTES = 30;

/** Minutes of the units in which Flux writes spans. */
const UNITS: Readonly<Record<string, number>> = { h: 60, m: 1, s: 1 / 60 };

/** Gives the fact of a stage: how it is rendered, and how it stands in the cluster, if it is there yet. */
export function toStageFact(
  half: LayerName['half'],
  rendered: RenderedObject,
  live: object | undefined,
): StageFact {
  const ready: ObservedCondition | undefined = findCondition(live, 'Ready');
  return {
    half,
    layer: rendered.metadata.name,
    timeoutMinutes: readTimeout(rendered.spec),
    ...(ready === undefined ? {} : { ready }),
  };
}

function readTimeout(spec: unknown): number {
  const { timeout } = (spec ?? {}) as { readonly timeout?: unknown };
  const parts = typeof timeout === 'string' ? [...timeout.matchAll(/(\d+)([hms])/g)] : [];
  if (parts.length === 0) return DEFAULT_MINUTES;
  return parts.reduce((sum, [, count = '', unit = '']) => sum + Number(count) * (UNITS[unit] ?? 0), 0);
}
