import { type Cloud, controlStages, regionStages, type StageCharts } from '@atoll/cloud';
import { crossplaneSchemas } from '@atoll/crossplane';
import { fluxSchemas } from '@atoll/flux';
import { atollSchemas } from '@atoll/platform';
import type { Region } from '@atoll/region-model';
import { kubernetesSchemas, type SchemaSet } from '@atoll/typed-object';
import { App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { addControlBootstrap } from './control-bootstrap.ts';
import { addControlFlux } from './control-flux.ts';
import { addControlAgent, addRegionAgent } from './region-agent.ts';
import { addRegionFlux } from './region-flux.ts';
import { addRegionGuard } from './region-guard.ts';
import { indexKinds, type KindIndex } from './stage-objects.ts';

/** The charts of one half of a region, by stage. */
export interface HalfChart {
  /** Folder in the deploy repository, such as `control-plane/aws-us-east-1/network`. */
  readonly folder: string;
  readonly chart: Chart;
}

/** All charts of one region. */
export interface RegionCharts {
  readonly control: readonly HalfChart[];
  readonly region: readonly HalfChart[];
  /** API groups of the managed kinds in use, sorted: they decide which providers the control cluster runs. */
  readonly managedGroups: readonly string[];
}

/** Gives every schema set whose kinds a region of that cloud may render. */
export function schemaSetsOf(cloud: Cloud): readonly SchemaSet[] {
  return [kubernetesSchemas, fluxSchemas, crossplaneSchemas, atollSchemas, ...cloud.schemaSets];
}

/**
 * Makes the function that builds a region's charts: one Chart a stage.
 *
 * Each region has an App of its own unless a scope is given: cdk8s takes the square of the charts of an App.
 */
export function createRegionCharts(cloud: Cloud): (region: Region, scope?: Construct) => RegionCharts {
  const index = indexKinds(schemaSetsOf(cloud));
  return (region, scope = new App()) => buildRegionCharts({ cloud, index, scope }, region);
}

interface ChartsPlan {
  readonly cloud: Cloud;
  readonly index: KindIndex;
  readonly scope: Construct;
}

function buildRegionCharts({ cloud, index, scope }: ChartsPlan, region: Region): RegionCharts {
  const stages: StageCharts = {
    control: mapStages(controlStages, (stage) => new Chart(scope, `control-${stage}`)),
    region: mapStages(regionStages, (stage) => new Chart(scope, `region-${stage}`)),
  };
  cloud.build(stages, region);
  if (region.bootstrap === 'automatic') addControlBootstrap(stages, region, cloud.kubeconfigSecretOf(region));
  addRegionGuard(stages, region, cloud.users);
  addRegionAgent(stages, region, index);
  addControlAgent(stages, region, index);
  addRegionFlux(stages, region, index);
  const managed = addControlFlux(stages, region, index);
  return {
    control: controlStages.map((stage) => ({
      folder: `control-plane/${region.name}/${stage}`,
      chart: stages.control[stage],
    })),
    region: regionStages.map((stage) => ({
      folder: `regions/${region.name}/${stage}`,
      chart: stages.region[stage],
    })),
    managedGroups: [...new Set(managed.map((kind) => kind.group))].sort(),
  };
}

function mapStages<Stage extends string>(
  stages: readonly Stage[],
  make: (stage: Stage) => Chart,
): Record<Stage, Chart> {
  return Object.fromEntries(stages.map((stage) => [stage, make(stage)])) as Record<Stage, Chart>;
}
