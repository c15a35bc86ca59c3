import type { FieldExplanation } from '@atoll/region-config';
import { describe, expect, it } from 'vitest';
import type { RegionExplanation } from './explain-region.ts';
import { renderRegionExplanation } from './render-region-explanation.ts';

const file = 'regions/one/region.yaml';

function render(
  explained: Pick<FieldExplanation, 'kind' | 'path'>,
  here: Partial<RegionExplanation>,
): readonly string[] {
  const explanation = { ...explained, type: '', description: '', required: false, children: [] };
  const text = renderRegionExplanation(explanation, { region: 'one', values: [], computed: [], ...here });
  return text.split('\n');
}

describe('renderRegionExplanation', () => {
  it('gives a value with its line, and what is computed', () => {
    const path = 'spec.compute.nodes.max';

    const lines = render(
      { kind: 'Region', path },
      {
        values: [{ path, value: 12, origin: 'file', file, line: 18 }],
        computed: [{ what: 'node limit', text: 'compute.nodes.max says 12 nodes.', value: {} }],
      },
    );

    expect(lines).toStrictEqual([
      '',
      '  in one',
      '  here        12 (regions/one/region.yaml:18)',
      '  node limit  compute.nodes.max says 12 nodes.',
      '',
    ]);
  });

  it('says that a value is the default', () => {
    const path = 'spec.compute.nodes.sizes';

    const lines = render(
      { kind: 'Region', path },
      { values: [{ path, value: ['8x32', '16x64'], origin: 'default' }] },
    );

    expect(lines[2]).toBe('  here        ["8x32","16x64"] (default)');
  });

  it.each([
    ['Region', 'not set'],
    ['Observed', 'not observed'],
  ] as const)('says of a %s that nothing is there: %s', (kind, word) => {
    expect(render({ kind, path: 'spec.aws' }, {})[2]).toBe(`  here        ${word}`);
  });

  it('lists the values of a section by their paths', () => {
    const lines = render(
      { kind: 'Region', path: 'spec.network' },
      {
        values: [
          { path: 'spec.network.cidr', value: '10.40.0.0/16', origin: 'file', file, line: 10 },
          { path: 'spec.network.exposure', value: 'internet', origin: 'default' },
        ],
        computed: [{ what: 'subnets', text: '10.40.0.0/18 and others', value: [] }],
      },
    );

    expect(lines.slice(2)).toStrictEqual([
      '    spec.network.cidr      "10.40.0.0/16" (regions/one/region.yaml:10)',
      '    spec.network.exposure  "internet" (default)',
      '',
      '  subnets     10.40.0.0/18 and others',
      '',
    ]);
  });

  it('names the path of the only value below a section', () => {
    const lines = render(
      { kind: 'Region', path: 'spec.encryption' },
      { values: [{ path: 'spec.encryption.keys', value: 'provider', origin: 'default' }] },
    );

    expect(lines[2]).toBe('    spec.encryption.keys  "provider" (default)');
  });

  it('closes with what is waited for and what the owner has to do; a document keeps its lines', () => {
    const lines = render(
      { kind: 'Region', path: 'spec' },
      {
        ownerTasks: [
          { what: 'Delegation', detail: `The name servers ${'and so on '.repeat(9)}.` },
          { what: 'Policy y', detail: 'Tagged.\n{\n  "Version": "2012-10-17"\n}\n' },
        ],
        waits: [{ what: 'Record host', field: 'spec.aws.ingress', source: 'the ingress' }],
      },
    );

    expect(lines.slice(3)).toStrictEqual([
      '',
      '  waits, until npx atoll observe one has written',
      '    spec.aws.ingress (the ingress)',
      '        for Record host',
      '',
      '  needs from the owner',
      '    Delegation',
      '        The name servers and so on and so on and so on and so on and so on and so on and so on and',
      '        so on and so on .',
      '    Policy y',
      '        Tagged.',
      '        {',
      '          "Version": "2012-10-17"',
      '        }',
      '',
    ]);
  });
});
