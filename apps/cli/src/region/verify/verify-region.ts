import type { LiveQuery, MissingAction } from '@atoll/cloud';
import type { Problem } from '@atoll/core';
import type { AccessRegion, RegionPlace } from '../../iam/access-region.ts';
import { loadAccessRegion } from '../../iam/access-region.ts';
import { readDocuments } from './read-documents.ts';
import type { RunProgram } from './run-program.ts';
import type { VerifyReport } from './verify-report.ts';

/** Questions under way at once. Ours: the clouds slow down whoever asks faster. */
const AT_ONCE = 4;

/** Against what a region is verified. */
export interface VerifyOptions extends RegionPlace {
  /** Folder with the owner's documents; absent: Atoll's own. */
  readonly documents?: string;
  /** Asks the cloud by this; absent: it is not asked. */
  readonly live?: RunProgram;
  readonly onProgress?: (what: string) => void;
}

/**
 * Checks every action that the rendering of a region needs against what is granted.
 *
 * @throws AppError ERR_REGION_UNKNOWN, ERR_VERIFY_DOCUMENTS, ERR_VERIFY_PROGRAM, ERR_IAM_POLICY
 */
export async function verifyRegion(
  options: VerifyOptions,
): Promise<VerifyReport | { readonly problems: readonly Problem[] }> {
  // Before the rendering: a folder that cannot be read is told at once.
  const granted = options.documents === undefined ? undefined : await readDocuments(options.documents);
  const loaded = await loadAccessRegion(options);
  if ('problems' in loaded) return loaded;
  const { region, access, objects } = loaded.value;
  if (options.live !== undefined) return await askCloud(loaded.value, options.live, options.onProgress);
  if (granted === undefined) {
    const { checked, missing } = access.checkAccess(objects, region);
    return { region: region.name, source: 'atoll', checked, missing, notes: [] };
  }
  const { checked, missing } = access.checkAccess(objects, region, granted);
  const notes = [
    ...(granted.trust === undefined
      ? ['No trust.json: whether the control plane may become the role was not looked at.']
      : []),
    'Policies of an organization (SCPs) and of resources are not among the documents and may deny more.',
  ];
  return { region: region.name, source: 'documents', checked, missing, notes };
}

async function askCloud(
  { region, access, objects }: AccessRegion,
  run: RunProgram,
  onProgress: VerifyOptions['onProgress'],
): Promise<VerifyReport> {
  const [first, ...rest] = access.liveQueries(objects, region);
  const ask = async (query: LiveQuery) => {
    onProgress?.(query.what);
    return query.read(await run(query.program, query.args));
  };
  // In the wrong account every other answer would be about somebody else.
  const missing: MissingAction[] = first === undefined ? [] : [...(await ask(first))];
  for (let next = 0; next < rest.length; next += AT_ONCE) {
    missing.push(...(await Promise.all(rest.slice(next, next + AT_ONCE).map(ask))).flat());
  }
  const checked = rest.reduce((sum, query) => sum + query.checked, 0);
  const notes = ["Resources' own policies, such as that of a key, are not known to the cloud's simulator."];
  return { region: region.name, source: 'cloud', checked, missing, notes };
}
