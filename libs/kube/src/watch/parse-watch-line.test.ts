import { describe, expect, it } from 'vitest';
import { RECORDED_ANSWERS } from '../testing/recorded-answers.ts';
import { parseWatchLine } from './parse-watch-line.ts';

describe('parseWatchLine', () => {
  it.each([
    ['ADDED', 'upsert'],
    ['MODIFIED', 'upsert'],
    ['DELETED', 'delete'],
  ])('reads %s as %s', (type, read) => {
    const object = { kind: 'ConfigMap', metadata: { name: '__proto__', resourceVersion: '7' }, unknown: [1] };
    expect(parseWatchLine(JSON.stringify({ type, object }))).toStrictEqual({
      type: read,
      object,
      version: '7',
    });
  });

  it('reads a bookmark', () => {
    const line = '{"type":"BOOKMARK","object":{"kind":"ConfigMap","metadata":{"resourceVersion":"9"}}}';
    expect(parseWatchLine(line)).toStrictEqual({ type: 'bookmark', version: '9' });
  });

  it('fault 3: reads the end of a watch whose version the server has forgotten', () => {
    expect(parseWatchLine(JSON.stringify(RECORDED_ANSWERS.expiredWatch))).toMatchObject({
      type: 'error',
      error: { status: 410, reason: 'Expired' },
    });
  });

  it('fault 5: reads how long the server asks to wait, and none of its message', () => {
    const object = {
      kind: 'Status',
      code: 429,
      reason: 'TooManyRequests',
      message: 's3cr3t',
      details: { retryAfterSeconds: 3 },
    };
    const read = parseWatchLine(JSON.stringify({ type: 'ERROR', object }));
    expect(read).toMatchObject({ error: { status: 429, retryAfterMs: 3_000 } });
    expect(JSON.stringify(read)).not.toContain('s3cr3t');
  });

  it.each([
    '{"type":"ADDED","obj',
    'null',
    '{"type":"ADDED"}',
    '{"type":"ADDED","object":{}}',
    '{"type":"NEW","object":{"metadata":{"name":"a"}}}',
  ])('fault 15: refuses %s', (line) => {
    expect(() => parseWatchLine(line)).toThrow(SyntaxError);
  });
});
