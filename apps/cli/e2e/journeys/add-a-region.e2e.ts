import { describe, expect, it } from 'vitest';
import { createTemporaryGitFleet } from '../testing/temporary-git-fleet.ts';

const REGION = 'aws-ap-south-1';
const FILE = `regions/${REGION}/region.yaml`;
const ANSWERS = ['--location', 'ap-south-1', '--account', '111122223333', '--domain', 'apps.example.com'];

describe('journey 1: a platform engineer adds a region', () => {
  it('goes from the questionnaire over a mistake, the plan and a merge to the deploy repository', async () => {
    using fleet = createTemporaryGitFleet();
    const { config } = fleet;
    await config.run(['publish', '--repo', fleet.deploy]);
    const before = fleet.gitDeploy('rev-parse', 'main');
    fleet.git('switch', '--quiet', '-c', 'add-ap-south-1');

    const made = await config.run(['region', 'new', REGION, ...ANSWERS, '--yes']);
    expect(made.code).toBe(0);
    expect(made.stdout).toContain(`npx atoll region bootstrap ${REGION}`);

    config.edit(FILE, 'size: large', 'size: hugh');
    const broken = await config.run(['validate']);
    expect(broken.code).toBe(1);
    expect(broken.stdout).toMatch(
      new RegExp(`^${FILE}:\\d+:\\d+ spec\\.persistence\\.size: .*small.*2xlarge.*hugh`, 'm'),
    );
    config.edit(FILE, 'size: hugh', 'size: large');
    const valid = await config.run(['validate']);
    expect(valid.code).toBe(0);

    const comment = await config.run(['plan', '-o', 'markdown']);
    expect(comment.code).toBe(0);
    for (const part of [REGION, '10.49.0.0/16', 'cost a month', 'VPC', `atoll-${REGION}-deployment`]) {
      expect(comment.stdout).toContain(part);
    }

    fleet.commit('Add region aws-ap-south-1');
    fleet.git('switch', '--quiet', 'main');
    fleet.git('merge', '--quiet', '--ff-only', 'add-ap-south-1');
    const planned = await config.run(['plan', '--base', 'HEAD~1', '-o', 'json']);
    const published = await config.run(['publish', '--repo', fleet.deploy]);
    expect(planned.code).toBe(0);
    expect(published.code).toBe(0);
    const moved = fleet.gitDeploy('diff', '--dirstat=files,0', before, 'main').split('\n');
    expect(moved.filter((line) => !/aws-ap-south-1|clusters\/main/.test(line))).toStrictEqual([]);
    expect(fleet.gitDeploy('log', '-1', '--format=%B', 'main')).toContain('Why: Add region aws-ap-south-1');
    expect(JSON.parse(planned.stdout)).toMatchObject({ risk: 'safe', regions: [{ name: REGION }] });
  });
});
