import type { Cloud } from '@atoll/cloud';
import type { Problem } from '@atoll/core';
import { createSerializer, justRun, type Measure, type RenderStep } from '@atoll/manifests';
import { createConfigParser, type Parsed } from '@atoll/region-config';
import { canonicalJson } from './canonical-json.ts';
import { checkFleet } from './check-fleet.ts';
import { clouds as allClouds } from './clouds.ts';
import { type Freeze, loadFreezes } from './load-freezes.ts';
import { type ConfigText, type LoadedOrganization, loadOrganization } from './load-organization.ts';
import { type LoadedRegion, loadRegion, type LoadStep, type RegionTexts } from './load-region.ts';
import {
  type ControlClusterInput,
  listControlNotices,
  renderControlCluster,
} from './render-control-cluster.ts';
import { nextMoment } from './next-moment.ts';
import {
  createRenderRegion,
  type RenderedFolder,
  type RenderedRegion,
  type RenderRegion,
} from './render-region.ts';

/** A control cluster whose input is known and whose rendering can be skipped. */
export interface PlannedControlCluster {
  readonly inputDigest: string;
  render(): RenderedFolder;
}

/** The pure half of a run: texts in, files or problems out. */
export interface Synth {
  loadOrganization(file: ConfigText): Parsed<LoadedOrganization>;
  /** Reads freezes, which may name only the given regions. */
  loadFreezes(files: readonly ConfigText[], regions: readonly string[]): Parsed<readonly Freeze[]>;
  /** Gives the next instant behind `at` at which a grant or a freeze of these files begins or ends. */
  nextMoment(files: readonly ConfigText[], at: Date): Date | undefined;
  loadRegion(texts: RegionTexts, organization: LoadedOrganization): Parsed<LoadedRegion>;
  /** Gives the collisions of the loaded regions with each other and with the others, placed where the region is loaded. */
  checkFleet(loaded: readonly LoadedRegion[], others: readonly LoadedRegion['facts'][]): readonly Problem[];
  /** @throws ManifestError when an object breaks its schema or a rule */
  renderRegion(loaded: LoadedRegion): RenderedRegion;
  planControlCluster(input: ControlClusterInput): PlannedControlCluster;
  /** Gives what is rendered into control clusters otherwise than anybody would want, and why; a sentence each. */
  listNotices(organization: LoadedOrganization): readonly string[];
}

/** What a synth takes from outside. */
export interface SynthTools {
  /** Digest of a text's UTF-8 bytes, such as `sha256:` and 64 hexadecimal digits. */
  readonly digest: (text: string) => string;
  /** The clouds; every one that Atoll knows unless a test says otherwise. */
  readonly clouds?: readonly Cloud[];
  /** Runs the steps of loading and rendering regions; a bench takes their times. @default just runs them */
  readonly measure?: Measure<SynthStep>;
}

/** Steps from the texts of a region to its files, in order. */
export type SynthStep = LoadStep | RenderStep;

/** Makes the pure half of a run; parsers, validators and the serializer are made once and serve all regions. */
export function createSynth({ digest, clouds = allClouds, measure = justRun }: SynthTools): Synth {
  const parser = createConfigParser(clouds.map((cloud) => cloud.schemas));
  const tools = { digest, serialize: createSerializer(), measure };
  const renderers = new Map<Cloud, RenderRegion>();
  return {
    loadOrganization: (file) => loadOrganization(parser, file),
    loadFreezes: (files, regions) => loadFreezes(parser, files, regions),
    nextMoment: (files, at) => nextMoment(parser, files, at),
    loadRegion: (texts, organization) => loadRegion(texts, { parser, clouds, organization, measure }),
    checkFleet: (loaded, others) =>
      placeProblems(checkFleet({ loaded: loaded.map(({ facts }) => facts), others }), loaded),
    renderRegion: ({ region, cloud, input }) => {
      const render = renderers.get(cloud) ?? createRenderRegion(cloud, tools);
      renderers.set(cloud, render);
      return render(
        region,
        measure('model', () => digest(canonicalJson(input))),
      );
    },
    listNotices: ({ config }) => listControlNotices(config),
    planControlCluster: (input) => {
      const { name, regions, organization } = input;
      const inputDigest = digest(canonicalJson({ name, regions, organization }));
      return { inputDigest, render: () => renderControlCluster(clouds, input, { ...tools, inputDigest }) };
    },
  };
}

function placeProblems(problems: readonly Problem[], loaded: readonly LoadedRegion[]): readonly Problem[] {
  const locators = new Map(loaded.map(({ facts, locate }) => [facts.file, locate]));
  return problems.map((problem) => ({ ...problem, ...locators.get(problem.file)?.(problem.path) }));
}
