import { explainManagedWait, explainStageWait } from './explain-wait.ts';
import type { LayerName, ManagedFact, RegionFacts, StageFact } from './region-facts.ts';
import type { Wait } from './wait.ts';

/** How far one layer of a region is. */
export interface LayerRow extends LayerName {
  readonly ready: 'yes' | 'no' | 'unknown';
  /** Managed resources that are ready, and all; absent where none can be counted. */
  readonly resources?: { readonly ready: number; readonly total: number };
  readonly waitingFor?: string;
  /** RFC 3339. */
  readonly since?: string;
}

/** Gives a row for each stage, in the order of the stages; a half that could not be read is one row. */
export function toLayerTable(facts: RegionFacts, now: Date): readonly LayerRow[] {
  const context = { region: facts.region, now };
  const managed = facts.managed.state === 'fresh' ? facts.managed.value : undefined;

  function toRow(stage: StageFact): LayerRow {
    const { half, layer } = stage;
    const own = half === 'control-plane' ? managed?.filter((item) => item.layer === layer) : [];
    const waits = (own ?? []).flatMap((item: ManagedFact) => explainManagedWait(item, context) ?? []);
    const wait: Wait | undefined = waits[0] ?? explainStageWait(stage, context);
    const isCounted = own !== undefined && own.length > 0;
    return {
      half,
      layer,
      ready: wait !== undefined ? 'no' : own === undefined ? 'unknown' : 'yes',
      ...(isCounted ? { resources: { ready: own.length - waits.length, total: own.length } } : {}),
      ...(wait === undefined ? {} : { waitingFor: wait.what }),
      ...(wait?.since === undefined ? {} : { since: wait.since }),
    };
  }

  return (['control-plane', 'region'] as const).flatMap((half): readonly LayerRow[] => {
    const reading = half === 'control-plane' ? facts.controlStages : facts.regionStages;
    return reading.state === 'fresh'
      ? reading.value.map(toRow)
      : [{ half, layer: '*', ready: 'unknown', waitingFor: `a fresh reading (${reading.why})` }];
  });
}
