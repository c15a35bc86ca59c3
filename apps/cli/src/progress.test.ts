import { describe, expect, it } from 'vitest';
import { createProgress } from './progress.ts';

function createOutput(isTerminal: boolean) {
  const written: string[] = [];
  return { isTerminal, hasColor: false, written, write: (text: string) => void written.push(text) };
}

describe(createProgress, () => {
  it('rewrites one line on a terminal and clears it in the end', () => {
    const output = createOutput(true);
    const progress = createProgress(output);

    progress.show({ done: 2, total: 2, region: 'aws-us-east-1' });
    progress.clear();

    expect(output.written).toStrictEqual(['\r\u001b[2Krendering 2/2 aws-us-east-1', '\r\u001b[2K']);
  });

  it('writes nothing where the output is no terminal', () => {
    const output = createOutput(false);
    const progress = createProgress(output);

    progress.show({ done: 2, total: 2, region: 'aws-us-east-1' });
    progress.clear();

    expect(output.written).toStrictEqual([]);
  });

  it('clears nothing when nothing was shown', () => {
    const output = createOutput(true);

    createProgress(output).clear();

    expect(output.written).toStrictEqual([]);
  });
});
