import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { runAtoll } from './testing/run-atoll.ts';
import { createTemporaryRepo } from './testing/temporary-repo.ts';

/** The schemas are part of the program: no config repository is needed. */
const place = { cwd: tmpdir() };

describe('atoll explain', () => {
  it('says what the size of the database is rated for, and the sentence that this comes from', async () => {
    const { code, stdout, stderr } = await runAtoll(['explain', 'spec.persistence.size'], place);
    const text = stdout.replaceAll(/\s+/g, ' ');

    expect(text).toContain('large 8 / 64 (rated 10,000 operations a second)');
    expect(text).toContain('default "large"');
    expect(text).toContain(
      'source "Our default persistence store is db.r6g.2xlarge with 8 vCPU and 64 GB RAM for up to 10K data operations per second."',
    );
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('gives the same as JSON', async () => {
    const { code, stdout } = await runAtoll(['explain', 'spec.persistence.size', '-o', 'json'], place);

    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'Region',
      path: 'spec.persistence.size',
      type: 'string',
      default: 'large',
      required: false,
    });
    expect(code).toBe(0);
  });

  it.each([
    [
      'spec.persistance.size',
      'Region has no field "spec.persistance.size"; did you mean "spec.persistence.size"?',
    ],
    ['organization.spec.depoly', 'Organization has no field "spec.depoly"; did you mean "spec.deploy"?'],
  ])('names the nearest field for %s', async (path, message) => {
    const { code, stdout, stderr } = await runAtoll(['explain', path], place);

    expect(stderr).toBe(`${message}\n(ERR_EXPLAIN_PATH)\n`);
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });
});

describe('atoll explain --region', () => {
  it("says what the region has, how the node limit is computed, and the region's needs; JSON says the same", async () => {
    using repo = createTemporaryRepo();

    const field = await repo.run(['explain', 'spec.compute.nodes.max', '--region', 'aws-us-west-2']);
    const whole = await repo.run(['explain', '--region', 'aws-us-west-2']);
    const json = await repo.run(['explain', 'spec.dns.domain', '--region', 'aws-us-west-2', '-o', 'json']);

    expect(field.stdout.replaceAll(/\s+/g, ' ')).toContain(
      'here not set node limit 30 instances of 1 CPU and 2.5 GiB need 3 nodes of 16x64 (85 % of a node is allocatable); with one of 3 zones lost 5. At most 5 nodes, 80 CPU and 320 GiB.',
    );
    expect(whole.stdout).toMatch(
      / {4}spec\.network\.cidr +"10\.48\.0\.0\/21" \(regions\/aws-us-west-2\/region\.yaml:11\)\n/,
    );
    expect(whole.stdout).toContain('\n  needs from the owner\n');
    expect(whole.stdout).toContain('\n  waits, until npx atoll observe aws-us-west-2 has written\n');
    expect(JSON.parse(json.stdout)).toMatchObject({
      path: 'spec.dns.domain',
      here: {
        region: 'aws-us-west-2',
        values: [{ value: 'apps.example.com', file: 'regions/aws-us-west-2/region.yaml', line: 13 }],
        computed: [{ what: 'zone', value: 'aws-us-west-2.apps.example.com' }],
      },
    });
    expect([field, whole, json].map(({ code, stderr }) => [code, stderr])).toStrictEqual([
      [0, ''],
      [0, ''],
      [0, ''],
    ]);
  });

  it('names the nearest region for one that is not there', async () => {
    using repo = createTemporaryRepo();

    const { code, stdout, stderr } = await repo.run(['explain', '--region', 'aws-us-eats-1']);

    expect(stderr).toBe(
      `There is no region "aws-us-eats-1" in ${repo.root}/regions; did you mean aws-us-east-1?\n(ERR_REGION_UNKNOWN)\n`,
    );
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });

  it('gives the problems of a region whose file is not valid', async () => {
    using repo = createTemporaryRepo();
    repo.edit('regions/aws-us-west-2/region.yaml', 'size: small', 'size: smal');

    const { code, stdout, stderr } = await repo.run(['explain', 'spec', '--region', 'aws-us-west-2']);

    expect(stderr).toMatch(/^regions\/aws-us-west-2\/region\.yaml:15:11 spec\.persistence\.size: /);
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });
});
