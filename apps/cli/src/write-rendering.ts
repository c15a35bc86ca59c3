import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Problem } from '@atoll/core';
import type { RenderedRegion } from '@atoll/synth';

/** Folders that a rendering consists of. */
const HALVES: readonly string[] = ['control-plane', 'regions'];

/** Entries of a foreign folder that are named; they are enough to recognise it. */
const NAMED_OTHERS = 3;

/**
 * Writes a rendered region into a folder, where it takes the place of an earlier rendering.
 *
 * @returns what else stands in that folder, `ERR_RENDER_OUT`; nothing is deleted or written then
 */
export async function writeRendering(
  folder: string,
  { name, rendered }: { readonly name: string; readonly rendered: RenderedRegion },
): Promise<readonly Problem[]> {
  const others = await listOthers(folder, name);
  if (others.length > 0) return [toProblem(folder, others)];
  await rm(folder, { recursive: true, force: true });
  for (const { folder: half, files } of rendered.folders) {
    for (const { path, text } of files) {
      const target = join(folder, half, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, text);
    }
  }
  return [];
}

function toProblem(folder: string, others: readonly string[]): Problem {
  const message = `the folder holds ${others.slice(0, NAMED_OTHERS).join(', ')}, which is no earlier rendering; choose another --out, or empty it`;
  return { file: folder, line: 0, column: 0, path: '', code: 'ERR_RENDER_OUT', message };
}

/** Gives what an earlier rendering of the region would not have left; all of it where its `atoll.json` is missing. */
async function listOthers(folder: string, name: string): Promise<readonly string[]> {
  const entries = existsSync(folder) ? await readdir(folder) : [];
  const isRendering = existsSync(join(folder, 'control-plane', name, 'atoll.json'));
  return isRendering ? entries.filter((entry) => !HALVES.includes(entry)) : entries;
}
