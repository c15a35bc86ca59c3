import { AGENT_CONFIG_KEY, AGENT_NAME } from '@atoll/agent-model';
import type { DeployRepo } from '@atoll/deploy-repo';
import type { RenderedFolder } from '@atoll/synth';
import type { StandingRegion } from './standing-region.ts';

/** File of what an agent is told. */
const CONFIG_FILE = new RegExp(`\\.configmap\\.${AGENT_NAME}\\.yaml$`);

/** The list of freezes in what an agent is told, which is JSON that is laid out with one value a line. */
const FREEZES = /"freezes": \[(\]|[^]*?\n\s*\])/;

/**
 * Tells whether a rendering differs from the one that stands in nothing but the freezes that agents are told.
 *
 * A freeze that nobody has published before it began must not refuse itself: it changes nothing that it could hold.
 */
export async function isEqualButFreezes(
  folders: readonly RenderedFolder[],
  standing: StandingRegion | undefined,
  repo: Pick<DeployRepo, 'readFile'>,
): Promise<boolean> {
  for (const { folder, files } of folders) {
    const before = readDigests(standing?.stamps.get(folder));
    const after = readDigests(files.find(({ path }) => path === 'atoll.json')?.text);
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    for (const name of [...names].filter((each) => before[each] !== after[each])) {
      if (!CONFIG_FILE.test(name)) return false;
      const text = files.find(({ path }) => path === name)?.text;
      if (withoutFreezes(await repo.readFile(`${folder}/${name}`)) !== withoutFreezes(text)) return false;
    }
  }
  return true;
}

function readDigests(stamp: string | undefined): Readonly<Record<string, string>> {
  return stamp === undefined
    ? {}
    : (JSON.parse(stamp) as { readonly files: Readonly<Record<string, string>> }).files;
}

function withoutFreezes(text: string | undefined): string | undefined {
  return text?.includes(AGENT_CONFIG_KEY) === true ? text.replace(FREEZES, '') : text;
}
