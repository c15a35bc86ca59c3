import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '@atoll/core';
import type { RenderedRegion } from '@atoll/synth';

/** Folders that a rendering consists of. */
const HALVES: readonly string[] = ['control-plane', 'regions'];

/** Raised when a rendering has no place to stand. */
export class RenderOutError extends AppError {}

/**
 * Writes a rendered region into a folder, where it takes the place of an earlier rendering.
 *
 * @throws RenderOutError `ERR_RENDER_OUT` when something else stands there; nothing is deleted then
 */
export async function writeRendering(folder: string, name: string, rendered: RenderedRegion): Promise<void> {
  const others = await listOthers(folder, name);
  if (others.length > 0) {
    const message = `${folder} holds ${others.slice(0, 3).join(', ')}, which is no earlier rendering; choose another --out, or empty it`;
    throw new RenderOutError('ERR_RENDER_OUT', message);
  }
  await rm(folder, { recursive: true, force: true });
  for (const { folder: half, files } of rendered.folders) {
    for (const { path, text } of files) {
      const target = join(folder, half, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, text);
    }
  }
}

/** Gives what an earlier rendering of the region would not have left; all of it where its `atoll.json` is missing. */
async function listOthers(folder: string, name: string): Promise<readonly string[]> {
  const entries = existsSync(folder) ? await readdir(folder) : [];
  const isRendering = existsSync(join(folder, 'control-plane', name, 'atoll.json'));
  return isRendering ? entries.filter((entry) => !HALVES.includes(entry)) : entries;
}
