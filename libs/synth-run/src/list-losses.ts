import type { DeployRepo } from '@atoll/deploy-repo';
import type { RenderedObject } from '@atoll/cloud';
import { clouds } from '@atoll/synth';

/** What cannot be made again once a file went. */
export interface FileLoss {
  readonly path: string;
  readonly what: string;
}

/** Files that go, and the cloud whose objects they hold. */
export interface GoingFiles {
  readonly cloud: string;
  readonly paths: readonly string[];
}

/** Gives what the cloud loses with files of the deploy repository, as they stand there now. */
export async function listLosses(
  { cloud, paths }: GoingFiles,
  repo: DeployRepo,
): Promise<readonly FileLoss[]> {
  const planning = clouds.find(({ name }) => name === cloud)?.planning;
  const manifests = paths.filter((path) => path.endsWith('.yaml'));
  if (planning === undefined || manifests.length === 0) return [];
  // Few runs take a file away, and the others need no parser.
  const { parse } = await import('yaml');
  const texts = await repo.readFiles(manifests);
  return manifests.flatMap((path) => {
    const text = texts.get(path);
    const what = text === undefined ? undefined : planning.lossOf(parse(text) as RenderedObject);
    return what === undefined ? [] : [{ path, what }];
  });
}
