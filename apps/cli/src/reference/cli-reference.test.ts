import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../commands.ts';
import { CLI_REFERENCE_PATH, cliReference } from './cli-reference.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');

describe(cliReference, () => {
  it('is the page that is committed; else run npm run docs', () => {
    expect(readFileSync(join(ROOT, CLI_REFERENCE_PATH), 'utf8')).toBe(cliReference());
  });

  it.each(commands.map(({ name }) => name))('has a section for %s', (name) => {
    expect(cliReference()).toContain(`\n## atoll ${name}\n`);
  });
});
