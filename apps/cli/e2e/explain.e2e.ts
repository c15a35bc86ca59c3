import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { runAtoll } from './testing/run-atoll.ts';

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
