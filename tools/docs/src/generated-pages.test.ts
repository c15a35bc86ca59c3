import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listGeneratedPages } from './generated-pages.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

describe('listGeneratedPages', () => {
  it.each(listGeneratedPages().map((page) => [page.path, page] as const))(
    'gives %s as it is committed; else run npm run docs',
    (_path, page) => {
      expect(readFileSync(join(ROOT, page.path), 'utf8')).toBe(page.text);
    },
  );
});
