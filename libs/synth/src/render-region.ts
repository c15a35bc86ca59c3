import type { Cloud, RenderedObject, Wait } from '@atoll/cloud';
import { createRegionCharts, listAgentNotices, listAgentWaits, schemaSetsOf } from '@atoll/charts';
import { compareText } from '@atoll/core';
import {
  ManifestError,
  type ManifestFile,
  type Measure,
  renderAtollJson,
  renderCharts,
  type RenderStep,
  type SerializeManifest,
} from '@atoll/manifests';
import type { GrantRecord, Region } from '@atoll/region-model';
import { joinSchemaSets } from '@atoll/typed-object';

/** A folder of the deploy repository and all its files. */
export interface RenderedFolder {
  /** Such as `control-plane/aws-us-east-1`. */
  readonly folder: string;
  /** Files by path relative to the folder, sorted, `atoll.json` first among equals. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** What the files say, without `atoll.json`; paths begin with the folder. */
  readonly objects: readonly { readonly path: string; readonly object: RenderedObject }[];
}

/** What rendering a region gives. */
export interface RenderedRegion {
  readonly folders: readonly [RenderedFolder, RenderedFolder];
  /** Kubernetes objects in both halves. */
  readonly objects: number;
  /** API groups of managed resources in use. */
  readonly managedGroups: readonly string[];
  /** What is left out until a value is known. */
  readonly waits: readonly Wait[];
  /** What is rendered otherwise than anybody would want, and why; a sentence each. */
  readonly notices: readonly string[];
}

/** What rendering takes from outside. */
export interface RenderTools {
  readonly serialize: SerializeManifest;
  /** Digest of a text's UTF-8 bytes. */
  readonly digest: (text: string) => string;
  readonly measure: Measure<RenderStep>;
}

/** Renders one region of one cloud; `inputDigest` goes into `atoll.json`. */
export type RenderRegion = (region: Region, inputDigest: string) => RenderedRegion;

/**
 * Makes the function that renders the regions of a cloud.
 *
 * @throws ManifestError from the function, when an object breaks its schema or a rule of the cloud
 */
export function createRenderRegion(cloud: Cloud, tools: RenderTools): RenderRegion {
  const buildCharts = createRegionCharts(cloud);
  const schemas = joinSchemaSets(schemaSetsOf(cloud));
  return (region, inputDigest) => {
    const { serialize, digest, measure } = tools;
    const charts = measure('construct', () => buildCharts(region));
    const validate = (object: object) => [
      ...schemas.validate(object),
      ...cloud.lint(object as RenderedObject, region),
    ];
    const control = renderCharts(charts.control, { validate, serialize, measure });
    const own = renderCharts(charts.region, { validate, serialize, measure });
    measure('validate', () => lintHalf(cloud, region, control));
    const facts: FolderFacts = {
      cloud: region.cloud,
      account: cloud.accountOf(region),
      controlCluster: region.controlCluster,
      cidr: region.network.cidr,
      managedGroups: charts.managedGroups,
      ...toGrantFacts(region),
    };
    return {
      folders: measure('serialise', () => [
        toFolder(`control-plane/${region.name}`, control, { inputDigest, facts, digest }),
        toFolder(`regions/${region.name}`, own, { inputDigest, digest }),
      ]),
      objects: control.length + own.length,
      managedGroups: charts.managedGroups,
      waits: [...cloud.listWaits(region), ...listAgentWaits(region)],
      notices: listAgentNotices(region),
    };
  };
}

function lintHalf(cloud: Cloud, region: Region, files: readonly ManifestFile[]): void {
  const objects = files.map((file) => file.object as unknown as RenderedObject);
  const findings = cloud.lintAll(objects, region);
  if (findings.length === 0) return;
  const places = new Map(files.map((file) => [file.object as unknown as RenderedObject, file.path]));
  const lines = findings.map(
    (finding) => `${places.get(finding.object)} ${finding.path}: ${finding.message} (rule ${finding.rule})`,
  );
  throw new ManifestError('ERR_MANIFEST_INVALID', lines.sort(compareText).join('\n'));
}

/** What `control-plane/<region>/atoll.json` says of the region beside its digests. */
export interface FolderFacts {
  readonly cloud: string;
  readonly account: string;
  readonly controlCluster: string;
  readonly cidr: string;
  readonly managedGroups: readonly string[];
  /**
   * The grants that this rendering knows, for the one that takes them away: what ends late, or loses its file, still has to
   * shut out its sessions. Absent: none.
   */
  readonly grants?: readonly GrantRecord[];
  /**
   * Commit of the configuration that everything but the grants is from, where grants alone were published since: a freeze
   * held the rest. Absent: the commit that the publication names.
   */
  readonly source?: string;
}

function toGrantFacts({ grants }: Region): Pick<FolderFacts, 'grants'> {
  return grants.length === 0 ? {} : { grants: grants.map(({ phase: _phase, ...record }) => record) };
}

/** Cuts the folder off the paths and adds `atoll.json`. */
export function toFolder(
  folder: string,
  files: readonly ManifestFile[],
  stamp: {
    readonly inputDigest: string;
    readonly facts?: FolderFacts;
    readonly digest: (text: string) => string;
  },
): RenderedFolder {
  const own = files.map((file) => ({ path: file.path.slice(folder.length + 1), text: file.text }));
  const text = renderAtollJson({
    inputDigest: stamp.inputDigest,
    files: own,
    digest: stamp.digest,
    ...(stamp.facts === undefined ? {} : { facts: { ...stamp.facts } }),
  });
  const objects = files.map(({ path, object }) => ({ path, object: object as unknown as RenderedObject }));
  return { folder, files: [{ path: 'atoll.json', text }, ...own], objects };
}
