import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEventDelivery } from './event-delivery.ts';
import type { WatchEvent } from './watched-resource.ts';

const resource = { group: '', version: 'v1', plural: 'configmaps', namespace: 'one' };

function upsert(name: string, version: string): WatchEvent {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, resourceVersion: version } };
  return { type: 'upsert', resource, object, from: 'watch' };
}

describe('createEventDelivery', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Takes no event of `bad` for so many times. */
  function start(failures: number) {
    const taken: string[] = [];
    const counted: string[] = [];
    let left = failures;
    const delivery = createEventDelivery({
      onEvent(event) {
        if (event.type !== 'upsert') return void taken.push(event.type);
        const { name, resourceVersion } = event.object.metadata;
        if (name === 'bad' && left > 0) {
          left -= 1;
          throw new TypeError('no');
        }
        taken.push(`${name} ${String(resourceVersion)}`);
      },
      onCount: (what, reason) => void counted.push(`${what} ${reason}`),
      nowMs: () => 0,
      random: () => 1,
    });
    return { delivery, taken, counted };
  }

  it('fault 16: gives an event again, later and later, until it is taken', () => {
    const { delivery, taken, counted } = start(3);
    delivery.deliver(upsert('bad', '1'));
    delivery.deliver(upsert('good', '1'));
    vi.advanceTimersByTime(800 + 1_600);
    expect(taken).toStrictEqual(['good 1']);
    vi.advanceTimersByTime(3_200);
    expect(taken).toStrictEqual(['good 1', 'bad 1']);
    expect(counted).toStrictEqual([
      'handler-failed TypeError',
      'handler-failed TypeError',
      'handler-failed TypeError',
    ]);
    vi.advanceTimersByTime(60_000);
    expect(taken).toHaveLength(2);
  });

  it('gives only what came last of an object', () => {
    const { delivery, taken } = start(1);
    delivery.deliver(upsert('bad', '1'));
    delivery.deliver(upsert('bad', '2'));
    vi.advanceTimersByTime(60_000);
    expect(taken).toStrictEqual(['bad 2']);
  });

  it.each(['forget', 'stop'] as const)('gives nothing again after %s', (end) => {
    const { delivery, taken } = start(1);
    delivery.deliver(upsert('bad', '1'));
    if (end === 'forget') delivery.forget(resource);
    else delivery.stop();
    vi.advanceTimersByTime(60_000);
    expect(taken).toStrictEqual([]);
  });
});
