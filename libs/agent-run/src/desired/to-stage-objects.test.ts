import type { AgentConfig } from '@atoll/agent-model';
import { describe, expect, it } from 'vitest';
import { createDesiredIndex } from './desired-index.ts';
import { toStageObjects } from './to-stage-objects.ts';

const KUSTOMIZATION = 'flux-system/platform';

const HALF = { region: 'eu-1', half: 'region', namespace: 'flux-system', config: {} as AgentConfig } as const;

function configMap(name: string, level = 'info'): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: shop\ndata:\n  level: ${level}\n`;
}

/** Reads one commit after another; a text of null is a file that cannot be read. */
async function readAll(...commits: Readonly<Record<string, string | null>>[]) {
  const index = createDesiredIndex();
  const problems: string[] = [];
  const reads = [];
  for (const [at, files] of commits.entries()) {
    const entries = Object.entries(files);
    const read = await toStageObjects({
      half: HALF,
      stage: {
        kustomization: KUSTOMIZATION,
        stage: 'platform',
        folder: 'f',
        commit: String(at).repeat(40),
        isSuspended: false,
      },
      files: entries.flatMap(([path, text]) => (text === null ? [] : [{ path, text, blob: text }])),
      lost: entries.flatMap(([path, text]) => (text === null ? [path] : [])),
      index,
      onProblem: ({ message }) => void problems.push(message),
    });
    reads.push({ ...read, change: index.replaceStage(KUSTOMIZATION, read.objects) });
  }
  return { index, problems, last: reads.at(-1) };
}

function wantedOf({ index }: Awaited<ReturnType<typeof readAll>>): readonly string[] {
  return [...index.values()]
    .map(({ ref, json }) => `${ref.name} ${/"level":"(\w+)"/.exec(json)?.[1]}`)
    .sort();
}

describe('the objects of a stage', () => {
  const before = { 'ab.yaml': `${configMap('a')}---\n${configMap('b')}`, 'c.yaml': configMap('c') };

  it('are those of its files, and all', async () => {
    const read = await readAll(before, { 'ab.yaml': configMap('a', 'debug'), 'c.yaml': configMap('c') });

    expect(wantedOf(read)).toStrictEqual(['a debug', 'c info']);
    expect(read.last?.isWhole).toBe(true);
    expect(read.last?.change.removed.map(({ ref }) => ref.name)).toStrictEqual(['b']);
  });

  it.each([
    [
      'a document is no YAML',
      { ...before, 'ab.yaml': `${configMap('a', 'debug')}---\n{` },
      ['a debug', 'b info', 'c info'],
    ],
    ['a file is no YAML', { ...before, 'c.yaml': ': {' }, ['a info', 'b info', 'c info']],
    ['a file cannot be read', { ...before, 'c.yaml': null }, ['a info', 'b info', 'c info']],
    [
      'an object is there twice in a file',
      { ...before, 'c.yaml': `${configMap('c', 'x')}---\n${configMap('c', 'y')}` },
      ['a info', 'b info', 'c info'],
    ],
    [
      'an object is there twice in two files',
      { ...before, 'd.yaml': configMap('c', 'debug') },
      ['a info', 'b info', 'c info'],
    ],
  ])('stay what they were where %s, and are not all', async (_what, after, wanted) => {
    const read = await readAll(before, after);

    expect(wantedOf(read)).toStrictEqual(wanted);
    expect(read.last?.isWhole).toBe(false);
    expect(read.last?.change.removed).toStrictEqual([]);
  });

  it('are not all at the first reading either, so that nobody is called an orphan', async () => {
    const broken = await readAll({ 'c.yaml': ': {', 'a.yaml': configMap('a') });
    const doubled = await readAll({ 'c.yaml': configMap('c'), 'd.yaml': configMap('c') });

    expect(broken.last?.isWhole).toBe(false);
    expect(doubled.last?.isWhole).toBe(false);
  });

  it('are all again once the file is mended', async () => {
    const read = await readAll(before, { ...before, 'c.yaml': '{' }, { 'c.yaml': configMap('c', 'debug') });

    expect(wantedOf(read)).toStrictEqual(['c debug']);
    expect(read.last?.isWhole).toBe(true);
  });
});
