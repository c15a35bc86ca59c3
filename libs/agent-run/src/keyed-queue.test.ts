import { describe, expect, it } from 'vitest';
import { createKeyedQueue } from './keyed-queue.ts';

function open() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { gate: promise, open: resolve };
}

describe(createKeyedQueue, () => {
  it('does what is added while the same key runs once more, however often it was added', async () => {
    const { gate, open: start } = open();
    const done: string[] = [];
    const queue = createKeyedQueue({
      concurrency: 2,
      onFailure: () => undefined,
      work: async (key) => {
        await gate;
        done.push(key);
      },
    });
    for (const key of ['a', 'a', 'b', 'a']) queue.add(key);

    start();
    await queue.whenIdle();

    expect(done.filter((key) => key === 'a')).toHaveLength(2);
    expect(done.filter((key) => key === 'b')).toHaveLength(1);
  });

  it('never runs one key twice at once, and no more keys than it may', async () => {
    const running = new Set<string>();
    const seen: number[] = [];
    const queue = createKeyedQueue({
      concurrency: 3,
      onFailure: (_key, error) => {
        throw error;
      },
      work: async (key) => {
        if (running.has(key)) throw new Error(`${key} runs twice`);
        running.add(key);
        seen.push(running.size);
        await Promise.resolve();
        running.delete(key);
      },
    });
    for (let index = 0; index < 200; index += 1) queue.add(`key-${index % 7}`);

    await queue.whenIdle();

    expect(Math.max(...seen)).toBe(3);
  });

  it('tries a key that failed again, and lets others pass', async () => {
    const failures: number[] = [];
    const done: string[] = [];
    const queue = createKeyedQueue({
      concurrency: 1,
      onFailure: (_key, _error, attempt) => failures.push(attempt),
      work: async (key) => {
        if (key === 'bad' && failures.length < 1) throw new Error('not yet');
        done.push(key);
      },
    });

    queue.add('bad');
    queue.add('good');
    await queue.whenIdle();

    expect(failures).toStrictEqual([1]);
    expect(done).toStrictEqual(['good', 'bad']);
  });

  it('begins nothing more once it is stopped, and waits for what runs', async () => {
    const { gate, open: start } = open();
    const done: string[] = [];
    const queue = createKeyedQueue({
      concurrency: 1,
      onFailure: () => undefined,
      work: async (key) => {
        await gate;
        done.push(key);
      },
    });
    queue.add('first');
    queue.add('second');

    const stopped = queue.stop();
    queue.add('third');
    start();
    await stopped;

    expect(done).toStrictEqual(['first']);
  });
});
