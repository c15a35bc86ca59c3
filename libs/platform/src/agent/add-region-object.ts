import { TypedObject } from '@atoll/typed-object';
import type { Chart } from 'cdk8s';
import { Region, type RegionSpec } from './schemas/index.ts';

/** Adds the Region object, to whose status the agents of a cluster report. */
export function addRegionObject(chart: Chart, name: string, spec: RegionSpec): void {
  new TypedObject(chart, 'region', Region, { name, spec });
}
