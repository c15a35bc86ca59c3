import { describe, it } from 'vitest';
import { runConcurrentPublishers } from './testing/concurrent-publishers.ts';

const PUBLISHERS = 3;

describe('atoll publish, three at once that share a cache', () => {
  it('waits for the others where it has to, and loses no change on a server with authentication', () =>
    runConcurrentPublishers(PUBLISHERS));
});
