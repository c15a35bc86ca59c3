import { tmpdir } from 'node:os';
import { describeCluster } from '@atoll/cluster/testing';
import { expect, it } from 'vitest';
import { runCli } from '../observe/testing/run-cli.ts';

describeCluster('a cluster in which no agent was ever installed', {}, (getCluster) => {
  it.each([[['drift', 'list']], [['drift', 'show', 'any']]])('is said by atoll %j', async (words) => {
    const run = await runCli(words, { cwd: tmpdir(), kubeconfig: getCluster().kubeconfigPath });

    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toMatch(/does not know driftrecords\.atoll\.dev: .*\n\(ERR_CLUSTER_NO_KIND\)\n$/);
  });
});
