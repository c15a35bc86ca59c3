import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { describe, expect, it } from 'vitest';
import { renderBatch } from './render.ts';
import { runRenderer } from './run-renderer.ts';

const ANSWER = `const answer = (region, ok = true) => console.log(JSON.stringify({ region, ok, objects: 1, text: region + ' said' }));
const regions = process.argv.slice(3, process.argv.indexOf('--out'));
`;

/** Runs `use` in a workspace whose renderer is the given program. */
async function withRenderer<T>(program: string, use: (root: string) => Promise<T>): Promise<T> {
  const root = await mkdtemp(join(tmpdir(), 'nx-regions-'));
  try {
    await mkdir(join(root, 'apps/cli/src'), { recursive: true });
    await writeFile(join(root, 'apps/cli/src/main.ts'), ANSWER + program);
    return await use(root);
  } finally {
    await rm(root, { recursive: true });
  }
}

async function collect<T>(values: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

describe(runRenderer, () => {
  it('starts one process for all regions and gives their answers as they come', async () => {
    const program = 'for (const region of regions) answer(region, region !== "b");';

    const answers = await withRenderer(program, (root) => collect(runRenderer(root, ['a', 'b', 'c'])));

    expect(answers).toStrictEqual([
      { region: 'a', ok: true, text: 'a said' },
      { region: 'b', ok: false, text: 'b said' },
      { region: 'c', ok: true, text: 'c said' },
    ]);
  });

  it('passes the words of the command line, two variables and nothing else', async () => {
    const program = `console.log(JSON.stringify({ region: 'a', ok: true,
      text: JSON.stringify([process.argv.slice(2), Object.keys(process.env).sort(), process.version]) }));`;

    const [answer] = await withRenderer(program, (root) => collect(runRenderer(root, ['a'])));

    expect(JSON.parse(answer?.text ?? '')).toStrictEqual([
      ['render', 'a', '--out', 'dist/rendered', '--jsonl'],
      ['HOME', 'PATH'],
      process.version,
    ]);
  });

  it('fails the regions that got no answer, with what the process said last', async () => {
    const program =
      'answer("a"); console.log("a stray line"); console.error("out of memory"); process.exitCode = 3;';

    const answers = await withRenderer(program, (root) => collect(runRenderer(root, ['a', 'b'])));

    expect(answers.map(({ region, ok }) => [region, ok])).toStrictEqual([
      ['a', true],
      ['b', false],
    ]);
    expect(answers[1]?.text).toContain('b: the renderer ended with exit code 3 before it answered.');
    expect(answers[1]?.text).toContain('a stray line');
    expect(answers[1]?.text).toContain('out of memory');
  });

  it('takes no second answer for a region and none for a region that was not asked for', async () => {
    const program = 'answer("a"); answer("a", false); answer("x");';

    const answers = await withRenderer(program, (root) => collect(runRenderer(root, ['a'])));

    expect(answers).toStrictEqual([{ region: 'a', ok: true, text: 'a said' }]);
  });
});

describe(renderBatch, () => {
  it('gives each task its own result and times', async () => {
    const tasks = { 'region-a:render': {}, 'region-b:render': {} };
    const options = { 'region-a:render': { region: 'a' }, 'region-b:render': { region: 'b' } };

    const ends = await withRenderer('answer("b", false); answer("a");', async (root) =>
      collect(
        await renderBatch({ tasks } as unknown as TaskGraph, options, { region: 'b' }, {
          root,
        } as unknown as ExecutorContext),
      ),
    );

    expect(ends.map(({ task, result }) => [task, result.success, result.terminalOutput])).toStrictEqual([
      ['region-b:render', false, 'b said\n'],
      ['region-a:render', true, 'a said\n'],
    ]);
    expect(ends.every(({ result }) => result.startTime > 0 && result.endTime >= result.startTime)).toBe(true);
  });
});
