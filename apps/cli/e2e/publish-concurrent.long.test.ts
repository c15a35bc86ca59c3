import { describe, it } from 'vitest';
import { runConcurrentPublishers } from './testing/concurrent-publishers.ts';

const PUBLISHERS = 10;

describe('atoll publish, ten at once that share a cache', () => {
  it('waits for the others where it has to, and loses no change on a server with authentication', () =>
    runConcurrentPublishers(PUBLISHERS));
});
