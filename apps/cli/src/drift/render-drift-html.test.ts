import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDriftPage } from './drift-page.ts';
import { renderDriftHtml } from './render-drift-html.ts';
import { NOW, testRecord } from './testing/test-record.ts';

/** Tags and attributes of a page whose texts are all harmless. */
const TAGS = /<[^>]*>/g;

function render(text: string): string {
  const record = testRecord({
    spec: {
      stage: text,
      object: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: text },
      acknowledged: { by: text, at: '2026-11-30T03:05:00Z', comment: text },
    },
    status: {
      message: text,
      nextAction: text,
      ignoreRule: text,
      changes: [
        { path: '/a', was: { json: text }, is: { json: text }, by: { manager: text, operation: 'Update' } },
      ],
      history: [{ at: '2026-11-30T03:00:00Z', event: text, detail: text }],
    },
  });
  return renderDriftHtml(toDriftPage(record, NOW), NOW);
}

describe(renderDriftHtml, () => {
  it('escapes what somebody wrote into the cluster', () => {
    const html = render('<script>alert("&1")</script>');

    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script&gt;alert(&quot;&amp;1&quot;)&lt;/script&gt;');
  });

  it('has the same tags whatever the texts are', () => {
    const tags = render('x').match(TAGS);

    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        expect(render(text).match(TAGS)).toStrictEqual(tags);
      }),
    );
  });

  it('loads and runs nothing', () => {
    const html = render('x');

    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/\b(src|href|onload)=/);
  });

  it('says what the page in text says', () => {
    const html = render('x');

    for (const part of ['atoll drift ack', 'What happens', 'wanted', 'docs/how-to/answer-drift.md'])
      expect(html).toContain(part);
  });
});
