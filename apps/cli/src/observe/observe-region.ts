import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cloud, LiveObject, Wait } from '@atoll/cloud';
import { type Problem, renderProblem } from '@atoll/core';
import type { ClusterReader } from '@atoll/kube';
import { createConfigParser } from '@atoll/region-config';
import type { Region } from '@atoll/region-model';
import { clouds } from '@atoll/synth';
import { editObserved } from './edit-observed.ts';
import { findIngressService, listLiveObjects } from './list-live-objects.ts';
import { loadRegion } from '../load-region.ts';
import { explainGaps } from './explain-gaps.ts';
import { ObserveError } from './observe-error.ts';
import { replaceFile } from './replace-file.ts';
import { listChanges, type PlainMap, type ValueChange } from './value-changes.ts';

/** What to observe, and where. */
export interface ObserveOptions {
  /** Config repository: the folder with `regions/`. */
  readonly root: string;
  readonly region: string;
  /** Cluster that holds the region's managed resources. */
  readonly control: ClusterReader;
  /** The region's own cluster, for its ingress; absent: the ingress is not looked for. */
  readonly own?: ClusterReader;
  /** Say what would be written, and write nothing. */
  readonly dryRun: boolean;
}

/** What was observed and written. */
export interface ObserveReport {
  readonly region: string;
  /** File relative to the config repository. */
  readonly file: string;
  readonly cluster: { readonly server: string; readonly context: string; readonly namespace: string };
  /** Whether the region's own cluster was read too. */
  readonly isRegionRead: boolean;
  /** Managed resources that were read. */
  readonly objects: number;
  readonly changes: readonly ValueChange[];
  readonly written: boolean;
  /** What is still not rendered. */
  readonly waits: readonly Wait[];
  /** What was not found though it may be expected, a sentence each. */
  readonly warnings: readonly string[];
}

/**
 * Reads what the cloud has assigned to a region and writes it to the region's observed.yaml.
 *
 * A file whose values are up to date is not touched. Gives the problems instead when the configuration is not valid.
 *
 * @throws KubeError, ObserveError
 */
export async function observeRegion(
  options: ObserveOptions,
): Promise<{ readonly report: ObserveReport } | { readonly problems: readonly Problem[] }> {
  const loaded = await loadRegion(options.root, options.region);
  if ('problems' in loaded) return loaded;
  const { region, cloud } = loaded.value;
  const live = await listLiveObjects(options.control, cloud.observedKinds, region.namespace);
  const ingress = options.own === undefined ? undefined : await findIngressService(options.own);
  const objects: readonly LiveObject[] = ingress === undefined ? live.objects : [...live.objects, ingress];
  const values = cloud.toObserved(objects, region) as PlainMap;
  const changes = listChanges(region.cloudObserved ?? {}, values, `spec.${cloud.name}`);
  const file = `regions/${region.name}/observed.yaml`;
  if (changes.length > 0) await writeObserved({ ...options, file }, cloud, values);
  const observed: Region = { ...region, cloudObserved: values };
  const { server, context } = options.control;
  return {
    report: {
      region: region.name,
      file,
      cluster: { server, context, namespace: region.namespace },
      isRegionRead: options.own !== undefined,
      objects: live.objects.length,
      changes,
      written: changes.length > 0 && !options.dryRun,
      waits: cloud.listWaits(observed),
      warnings: explainGaps({ live, ingress, options, namespace: region.namespace, cloud, values }),
    },
  };
}

async function writeObserved(
  { root, region, file, dryRun }: ObserveOptions & { readonly file: string },
  cloud: Cloud,
  values: PlainMap,
): Promise<void> {
  const path = join(root, file);
  const text = editObserved(await readIfThere(path), { region, cloud: cloud.name, values });
  const parsed = createConfigParser(clouds.map(({ schemas }) => schemas)).parseObserved(file, text);
  if ('problems' in parsed) {
    const lines = parsed.problems.map((problem) => `  ${renderProblem({ ...problem, line: 0, column: 0 })}`);
    throw new ObserveError(
      'ERR_OBSERVE_VALUES',
      `What the cluster shows is not allowed in ${file}, so it was not written:\n${lines.join('\n')}`,
    );
  }
  if (!dryRun) await replaceFile(path, text);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
