import { describe, expect, it } from 'vitest';
import { settleBySignal } from './settle-by-signal.ts';

describe('settleBySignal', () => {
  const endless = () => new Promise<never>(() => undefined);

  it('gives what the work gives, or its failure', async () => {
    const { signal } = new AbortController();
    expect(await settleBySignal(Promise.resolve(1), signal)).toBe(1);
    await expect(settleBySignal(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
  });

  it('fails with the reason of a signal that aborts, at once when it had aborted before', async () => {
    const controller = new AbortController();
    const settled = settleBySignal(endless(), controller.signal);
    controller.abort(new Error('late'));
    await expect(settled).rejects.toThrow('late');
    await expect(settleBySignal(endless(), controller.signal)).rejects.toThrow('late');
  });
});
