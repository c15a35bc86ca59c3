import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { OUT_FOLDER } from '../../region-projects.ts';
import { rendererEnvironment } from './options.ts';
import { parseRenderAnswer, type RenderAnswer } from './render-answer.ts';

/** The program that renders, relative to the workspace. */
const RENDERER = 'apps/cli/src/main.ts';

/** Most text kept of what the process says besides its answers, in characters; the end of it matters. */
const MAX_REMARKS = 8_000;

/**
 * Renders the regions in one process and gives each answer as it comes.
 *
 * A region without an answer when the process has ended is answered here, as failed.
 */
export async function* runRenderer(
  root: string,
  regions: readonly string[],
): AsyncGenerator<RenderAnswer, void> {
  const child = spawn(
    process.execPath,
    [join(root, RENDERER), 'render', ...regions, '--out', OUT_FOLDER, '--jsonl'],
    { cwd: root, env: rendererEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ending = describeEnding(child);
  const waiting = new Set(regions);
  let remarks = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    remarks = (remarks + chunk).slice(-MAX_REMARKS);
  });
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const answer = parseRenderAnswer(line);
      if (answer !== undefined && waiting.delete(answer.region)) {
        yield answer;
      } else {
        remarks = `${remarks}${line}\n`.slice(-MAX_REMARKS);
      }
    }
    const how = await ending;
    for (const region of waiting) {
      yield { region, ok: false, text: `${region}: the renderer ${how} before it answered.\n${remarks}` };
    }
  } finally {
    child.kill();
  }
}

function describeEnding(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`did not start (${error.message})`));
    child.once('close', (code, signal) =>
      resolve(signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`),
    );
  });
}
