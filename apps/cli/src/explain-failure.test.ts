import { readdirSync } from 'node:fs';
import { AppError } from '@atoll/core';
import { describe, expect, it } from 'vitest';
import { explainFailure } from './explain-failure.ts';

function failureOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

describe(explainFailure, () => {
  it('gives the message and the code of an error that was raised on purpose', () => {
    const error = new AppError('ERR_SOME_RULE', 'region.yaml: spec.size is 3, allowed are 1 and 2');

    expect(explainFailure(error, { showStack: true })).toBe(
      'region.yaml: spec.size is 3, allowed are 1 and 2\n(ERR_SOME_RULE)\n',
    );
  });

  it('says what the system refused, without a stack', () => {
    const error = failureOf(() => readdirSync('/no/such/folder'));

    expect(explainFailure(error, { showStack: true })).toBe(
      "The system refused: ENOENT: no such file or directory, scandir '/no/such/folder'\n" +
        'Mend what it names, and run the command again.\n(ERR_SYSTEM)\n',
    );
  });

  it('says how to get the stack of an error that nobody expected', () => {
    const error = failureOf(() => (undefined as unknown as string).length);

    expect(explainFailure(error, { showStack: false })).toBe(
      "Atoll has a fault: Cannot read properties of undefined (reading 'length')\n" +
        'Run it with ATOLL_DEBUG=1 and report that.\n(ERR_UNEXPECTED)\n',
    );
  });

  it('gives the stack of an unexpected error where it is asked for', () => {
    const error = failureOf(() => (undefined as unknown as string).length);

    expect(explainFailure(error, { showStack: true })).toMatch(
      /^TypeError: Cannot read .*\n {4}at .*[\s\S]*\nReport it with the lines above\.\n\(ERR_UNEXPECTED\)\n$/,
    );
  });

  it.each([
    ['a text', 'a text'],
    [undefined, 'undefined'],
  ])('takes %j, which is no error at all', (thrown, message) => {
    expect(explainFailure(thrown, { showStack: true })).toBe(
      `Atoll has a fault: ${message}\nReport it with the lines above.\n(ERR_UNEXPECTED)\n`,
    );
  });
});
