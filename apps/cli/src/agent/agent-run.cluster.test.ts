import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeCluster } from '@atoll/cluster/testing';
import { afterAll, expect, it } from 'vitest';
import { runCli } from '../observe/testing/run-cli.ts';
import { writeAtollCrds } from '../testing/atoll-crds.ts';
import { startCli } from '../testing/cli-process.ts';

const crds = writeAtollCrds();
const cwd = mkdtempSync(join(tmpdir(), 'atoll-agent-'));

/** How long the start of a program is waited for. */
const WAIT = { timeout: 30_000, interval: 25 };

describeCluster('atoll agent run', { crdFolders: [crds] }, (getCluster) => {
  afterAll(() => {
    for (const folder of [crds, cwd]) rmSync(folder, { recursive: true, force: true });
  });

  it('is the program of the Pod: it has its doors, its log, and ends cleanly on Ctrl-C', async () => {
    const words = ['agent', 'run', '--region', 'eu-1', '--kubeconfig', getCluster().kubeconfigPath];
    const agent = startCli(words, { cwd, environment: {} });
    const lines = () =>
      agent
        .stdout()
        .split('\n')
        .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as { message: string; port?: number }]));
    await expect.poll(() => lines().map(({ message }) => message), WAIT).toContain('the agent has started');
    const port = lines().find(({ message }) => message === 'the agent has started')?.port;

    const health = await fetch(`http://127.0.0.1:${port}/healthz`);
    const code = await agent.interrupt();

    expect(health.status).toBe(200);
    expect(code).toBe(0);
    expect(agent.stderr()).toBe('');
    expect(lines().at(-1)).toMatchObject({ message: 'the agent has stopped', scope: 'region' });
  });

  it('says which option is wrong', async () => {
    const run = await runCli(['agent', 'run', '--health-port', 'any'], {
      cwd,
      kubeconfig: getCluster().kubeconfigPath,
    });

    expect(run).toMatchObject({ code: 64, stdout: '' });
    expect(run.stderr).toContain('ATOLL_HEALTH_PORT=any must be integer');
    expect(run.stderr).toContain('ATOLL_REGIONS must name exactly one region');
  });
});
