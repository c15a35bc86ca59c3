import { createRegionCharts } from '@atoll/charts';
import type { Cloud, RenderedObject } from '@atoll/cloud';
import { renderCharts } from '@atoll/manifests';
import type { LoadedRegion } from '../load-region.ts';
import type { LoadedOrganization } from '../load-organization.ts';
import { createSynth } from '../synth.ts';

/** An object with the stage that it stands in. */
export interface StagedObject extends RenderedObject {
  /** Such as `control-plane/x/network`. */
  readonly folder: string;
  readonly spec: Readonly<Record<string, unknown>>;
}

const organizationText = JSON.stringify({
  apiVersion: 'config.atoll.dev/v1alpha1',
  kind: 'Organization',
  metadata: { name: 'example' },
  spec: {
    deploy: { repository: 'https://git.example.com/deploy.git' },
    agent: { image: `registry.example.com/atoll/agent@sha256:${'0f'.repeat(32)}`, access: 'remediating' },
    aws: {
      controlPlaneRoleArn: 'arn:aws:iam::999999999999:role/control-plane',
      operationsPrincipalArn: 'arn:aws:iam::999999999999:role/operations',
    },
  },
});

/** The synth that the tests below share; parsers are compiled once. */
export const synth = createSynth({ digest: (text) => `length:${text.length}` });

/** The organization of every region in tests. */
export function testOrganization(): LoadedOrganization {
  const loaded = synth.loadOrganization({ path: 'regions/fleet/organization.yaml', text: organizationText });
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  return loaded.value;
}

/** Loads a region from its text; fails with its problems when it is not valid. */
export function loadValid(name: string, text: string, observed?: string): LoadedRegion {
  const file = `regions/${name}/region.yaml`;
  const observedFile =
    observed === undefined ? undefined : { path: `regions/${name}/observed.yaml`, text: observed };
  const loaded = synth.loadRegion(
    { name, region: { path: file, text }, observed: observedFile },
    testOrganization(),
  );
  if ('problems' in loaded)
    throw new Error(loaded.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return loaded.value;
}

/** Gives every object of both halves of a region, as it is rendered. */
export function renderObjects({ region, cloud }: LoadedRegion): readonly StagedObject[] {
  const charts = chartsOf(cloud)(region);
  const files = [...charts.control, ...charts.region].flatMap((stage) =>
    renderCharts([stage], { validate: () => [], serialize: () => '' }).map(({ object }) => ({
      ...object,
      folder: stage.folder,
    })),
  );
  return files as unknown as readonly StagedObject[];
}

function chartsOf(cloud: Cloud): ReturnType<typeof createRegionCharts> {
  return createRegionCharts(cloud);
}
