import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleAgent } from './bundle-agent.ts';
import type { CliBundle } from './bundle-cli.ts';

let folder = '';
let bundle: CliBundle;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'atoll-agent-bundle-'));
  bundle = await bundleAgent();
  writeFileSync(join(folder, 'agent.mjs'), bundle.text);
});

afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

/** Runs the bundle far from every node_modules; gives its exit code and what it said. */
async function run(environment: Record<string, string>): Promise<{ code: number; said: string }> {
  const env = { PATH: process.env['PATH'], HOME: folder, ...environment };
  try {
    const { stderr } = await promisify(execFile)(process.execPath, [join(folder, 'agent.mjs')], {
      cwd: folder,
      env,
    });
    return { code: 0, said: stderr };
  } catch (error) {
    const { code, stderr } = error as { readonly code: number; readonly stderr: string };
    return { code, said: stderr };
  }
}

describe(bundleAgent, () => {
  it('gives no warning, and the same bytes again', async () => {
    expect(bundle.warnings).toStrictEqual([]);
    expect((await bundleAgent()).text === bundle.text).toBe(true);
  });

  it('says every option that is missing, as the sources do', async () => {
    const { code, said } = await run({});

    expect(code).toBe(64);
    expect(JSON.parse(said)).toMatchObject({
      code: 'ERR_AGENT_OPTIONS',
      detail: expect.stringMatching(
        /ATOLL_IDENTITY is missing.*ATOLL_DATA is missing.*ATOLL_REGIONS must name/,
      ),
    });
  });

  it('names the kubeconfig that is not there, and ends', async () => {
    const { code, said } = await run({
      ATOLL_REGIONS: 'eu-1',
      ATOLL_IDENTITY: 'agent-0',
      ATOLL_DATA: join(folder, 'data'),
      ATOLL_KUBECONFIG: join(folder, 'nowhere.yaml'),
    });

    expect(code).toBe(1);
    expect(JSON.parse(said)).toMatchObject({
      code: 'ERR_KUBE_CONFIG',
      detail: expect.stringContaining('nowhere.yaml'),
    });
  });
});
