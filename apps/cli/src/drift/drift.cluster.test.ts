import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeCluster } from '@atoll/cluster/testing';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type CliRun, runCli } from '../observe/testing/run-cli.ts';
import { writeAtollCrds } from '../testing/atoll-crds.ts';
import { type CliProcess, startCli } from '../testing/cli-process.ts';
import { listSchemaFaults } from '../testing/output-schema.ts';
import { createStoredRecords, type StoredRecords } from './testing/stored-records.ts';

const CART = 'deployment-cart-5d1c0f3a';
const POOL = 'nodepool-elastic-1a2b3c4d';

/** How long what a real server sends is waited for. */
const WAIT = { timeout: 30_000, interval: 25 };

const crds = writeAtollCrds();
const cwd = mkdtempSync(join(tmpdir(), 'atoll-drift-'));

describeCluster('atoll drift', { crdFolders: [crds] }, (getCluster) => {
  const running: CliProcess[] = [];
  afterEach(async () => {
    for (const each of running.splice(0)) await each.interrupt();
  });
  afterAll(() => {
    for (const folder of [crds, cwd]) rmSync(folder, { recursive: true, force: true });
  });

  let count = 0;
  async function setUp(): Promise<StoredRecords> {
    count += 1;
    return createStoredRecords(getCluster(), `agent-${count}`);
  }

  function run(records: StoredRecords, ...words: readonly string[]): Promise<CliRun> {
    const [verb = '', ...rest] = words;
    return runCli(['drift', verb, '--namespace', records.namespace, ...rest], {
      cwd,
      kubeconfig: getCluster().kubeconfigPath,
    });
  }

  async function json<Document>(command: string, running: Promise<CliRun>): Promise<Document> {
    const { stdout, stderr } = await running;
    expect(stderr).toBe('');
    const document = JSON.parse(stdout) as Document;
    expect(listSchemaFaults(command, document)).toStrictEqual([]);
    return document;
  }

  describe('list', () => {
    it('says that there is no drift, and ends with 0', async () => {
      const records = await setUp();
      await records.create({ name: CART, status: { class: 'InSync', changes: [] } });

      expect(await run(records, 'list')).toStrictEqual({ code: 0, stdout: 'No drift.\n', stderr: '' });
    });

    it('shows what is drifted in a line each, and ends with 2', async () => {
      const records = await setUp();
      await records.create({ name: CART });
      await records.create({ name: POOL, spec: { region: 'aws-us-west-2' }, status: { class: 'Extra' } });

      const all = await run(records, 'list');
      const some = await run(records, 'list', '--region', 'aws-us-west-2');
      const none = await run(records, 'list', '--class', 'Missing');

      expect(all.code).toBe(2);
      expect(all.stdout).toMatch(
        /^aws-us-east-1 +platform +Deployment shop\/cart +Modified +\/spec\/replicas +.* deployment-cart-5d1c0f3a$/m,
      );
      expect(all.stdout).toMatch(/^aws-us-west-2 .* Extra .* nodepool-elastic-1a2b3c4d$/m);
      expect([some.code, some.stdout.includes(CART), some.stdout.includes(POOL)]).toStrictEqual([
        2,
        false,
        true,
      ]);
      expect(none).toMatchObject({ code: 0, stdout: 'No drift.\n' });
    });

    it('gives a document that the schema tells', async () => {
      const records = await setUp();
      await records.create({ name: CART });

      const report = await json('drift list', run(records, 'list', '-o', 'json'));

      expect(report).toMatchObject({
        server: getCluster().url,
        open: 1,
        records: [{ record: CART, state: 'open', fields: ['/spec/replicas'] }],
      });
    });

    it('prints changes as they come, and ends with 0 on Ctrl-C', async () => {
      const records = await setUp();
      await records.create({ name: CART });
      await records.create({ name: POOL, status: { class: 'InSync', changes: [] } });
      const words = ['drift', 'list', '--watch', '-o', 'json', '--namespace', records.namespace];
      const environment = { KUBECONFIG: getCluster().kubeconfigPath };
      const watching = startCli(words, { cwd, environment });
      running.push(watching);
      const events = () =>
        watching
          .stdout()
          .split('\n')
          .filter((line) => line.includes('"record"'))
          .map((line) => JSON.parse(line) as { event: string; record: { class: string; state: string } });

      await expect.poll(events, WAIT).toMatchObject([{ event: 'changed', record: { class: 'Modified' } }]);
      await records.report(CART, { class: 'InSync', changes: [], healedAt: '2026-11-30T03:20:00Z' });
      await expect.poll(() => events().length, WAIT).toBe(2);
      await records.remove(CART);
      await expect.poll(() => events().length, WAIT).toBe(3);

      expect(events().slice(1)).toMatchObject([
        { event: 'changed', record: { class: 'InSync', state: 'healed' } },
        { event: 'gone' },
      ]);
      for (const line of watching.stdout().trim().split('\n'))
        expect(listSchemaFaults('drift list --watch', JSON.parse(line))).toStrictEqual([]);
      expect(await watching.interrupt()).toBe(0);
      expect(watching.stderr()).toBe('');
    });
  });

  describe('show', () => {
    it('shows all that is known of a drift, and writes it as a page', async () => {
      const records = await setUp();
      await records.create({ name: CART, status: { message: '<b>bold</b>' } });

      const text = await run(records, 'show', CART);
      const page = await json<object>('drift show', run(records, 'show', CART, '-o', 'json'));
      const written = await run(records, 'show', CART, '--html', 'drift.html');

      expect(text).toMatchObject({ code: 0, stderr: '' });
      for (const part of ['wanted  2', 'live    7', 'user ann', `atoll drift adopt ${CART}`])
        expect(text.stdout).toContain(part);
      expect(page).toMatchObject({ changes: [{ wanted: '2', live: '7', by: { manager: 'kubectl-edit' } }] });
      expect(written.stdout).toBe(`Wrote ${join(cwd, 'drift.html')}\n`);
      expect(readFileSync(join(cwd, 'drift.html'), 'utf8')).toContain('&lt;b&gt;bold&lt;/b&gt;');
    });

    it('names the nearest record for one that is not there', async () => {
      const records = await setUp();
      await records.create({ name: CART });

      const run1 = await run(records, 'show', 'deployment-cart-5d1c0f3b');
      const odd = await run(records, 'show', '../secrets/login');

      expect(run1.code).toBe(1);
      expect(run1.stderr).toContain(`did you mean ${CART}?\n(ERR_DRIFT_RECORD_UNKNOWN)\n`);
      expect(odd.stderr).toContain('(ERR_DRIFT_RECORD_UNKNOWN)');
    });
  });

  describe('a decision', () => {
    it('is written with who made it, and takes the place of the one before', async () => {
      const records = await setUp();
      await records.create({ name: CART });

      await run(records, 'ack', CART, '--comment', 'load test', '--as', 'ann');
      const first = await records.read(CART);
      const report = await json(
        'drift ack',
        run(records, 'ack', CART, '--as', 'bob@example.com', '-o', 'json'),
      );
      const second = await records.read(CART);

      expect(first.spec.acknowledged).toMatchObject({ by: 'ann', comment: 'load test' });
      expect(Object.keys(second.spec.acknowledged ?? {}).sort()).toStrictEqual(['at', 'by']);
      expect(second.spec).toMatchObject({
        region: 'aws-us-east-1',
        acknowledged: { by: 'bob@example.com' },
      });
      expect(report).toMatchObject({ decision: 'acknowledged', by: 'bob@example.com' });
      expect((await run(records, 'list')).stdout).toContain('Modified, acknowledged');
    });

    it('to leave it alone ends, and is not open until then', async () => {
      const records = await setUp();
      await records.create({ name: CART });
      const words = ['ignore', CART, '--reason', 'load test', '--as', 'ann'];

      const report = await json(
        'drift ignore',
        run(records, ...words, '--until', '2099-01-01T00:00:00Z', '-o', 'json'),
      );
      const past = await run(records, ...words, '--until', '2020-01-01T00:00:00Z');
      const listed = await run(records, 'list');

      expect(report).toMatchObject({ decision: 'ignored' });
      expect((await records.read(CART)).spec.ignored).toStrictEqual({
        by: 'ann',
        until: '2099-01-01T00:00:00Z',
        reason: 'load test',
      });
      expect(past).toMatchObject({ code: 64 });
      expect(past.stderr).toContain('is not in the future');
      expect(listed.code).toBe(0);
      expect(listed.stdout).toContain('Modified, ignored');
    });

    it('to heal is written where something comes of it, and else says what is in its way', async () => {
      const records = await setUp();
      await records.create({ name: CART, status: { policy: 'flux' } });
      await records.create({ name: POOL, status: { policy: 'apply', healClass: 'disruptive' } });

      const safe = await json('drift heal', run(records, 'heal', CART, '--as', 'ann', '-o', 'json'));
      const refused = await run(records, 'heal', POOL, '--as', 'ann');
      const before = await records.read(POOL);
      const allowed = await run(records, 'heal', POOL, '--as', 'ann', '--allow-disruptive');

      expect(safe).toMatchObject({ decision: 'heal-requested', by: 'ann' });
      expect((await records.read(CART)).spec.healRequested).toMatchObject({
        by: 'ann',
        allowDisruptive: false,
      });
      expect([refused.code, before.spec.healRequested]).toStrictEqual([2, undefined]);
      expect(refused.stdout).toContain('--allow-disruptive');
      expect(allowed.code).toBe(0);
      expect((await records.read(POOL)).spec.healRequested).toMatchObject({ allowDisruptive: true });
    });

    it('is not written about what is healed', async () => {
      const records = await setUp();
      await records.create({ name: CART, status: { class: 'InSync' } });

      const late = await run(records, 'ack', CART, '--as', 'ann');

      expect(late).toMatchObject({ code: 1, stdout: '' });
      expect(late.stderr).toContain('(ERR_DRIFT_HEALED)');
      expect((await records.read(CART)).spec.acknowledged).toBeUndefined();
    });

    it('of two people at once loses neither', async () => {
      const records = await setUp();
      await records.create({ name: CART, status: { policy: 'apply' } });

      const runs = await Promise.all([
        run(records, 'ack', CART, '--as', 'ann'),
        run(records, 'heal', CART, '--as', 'bob'),
        run(records, 'ignore', CART, '--as', 'eve', '--until', '1h', '--reason', 'load test'),
      ]);

      expect(runs.map(({ code }) => code)).toStrictEqual([0, 0, 0]);
      expect((await records.read(CART)).spec).toMatchObject({
        acknowledged: { by: 'ann' },
        healRequested: { by: 'bob' },
        ignored: { by: 'eve' },
      });
    });
  });
});
