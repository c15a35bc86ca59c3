import type { DeployRepo } from '@atoll/deploy-repo';
import type { RenderedRegion } from '@atoll/synth';
import { describe, expect, it } from 'vitest';
import { admitRegion } from './admit-region.ts';
import { openDeployRepo } from '@atoll/deploy-repo';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const STAMP = { path: 'atoll.json', text: '{}' };
const OBJECT = { path: 'flux/_.namespace.region-a.yaml', text: 'kind: Namespace\n' };

function toRendered(own: RenderedRegion['folders'][1]['files']): RenderedRegion {
  return {
    folders: [
      { folder: 'control-plane/a', files: [STAMP, OBJECT], objects: [] },
      { folder: 'regions/a', files: own, objects: [] },
    ],
    objects: 2,
    managedGroups: [],
    waits: [],
    notices: [],
  };
}

async function admit(rendered: RenderedRegion, repo: DeployRepo) {
  return await admitRegion('a', rendered, {
    repo,
    standing: { read: () => Promise.resolve(undefined) },
    holds: new Map(),
    allowDelete: [],
    hasOwnRepository: false,
  });
}

describe(admitRegion, () => {
  it('lets no half through that holds nothing, and any other one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'atoll-admit-'));
    const author = { name: 'Atoll', email: 'atoll@localhost' };
    const repo = await openDeployRepo({
      path: folder,
      author,
      environment: process.env,
      now: () => new Date(0),
    });

    const empty = await admit(toRendered([STAMP]), repo);
    const full = await admit(toRendered([STAMP, OBJECT]), repo);
    rmSync(folder, { recursive: true });

    expect(empty).toMatchObject({
      verdict: 'failed',
      problem: {
        file: 'regions/a/region.yaml',
        code: 'ERR_SYNTH_EMPTY_HALF',
        message:
          'regions/a was rendered without a single object; an empty rendering never replaces one that stands, so this is a fault of Atoll: report it.',
      },
    });
    expect(full).toStrictEqual({ verdict: 'write', losses: [] });
  });
});
