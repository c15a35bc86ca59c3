import { describe, expect, it } from 'vitest';
import type { ObserveReport } from './observe-region.ts';
import { renderObserveReport } from './render-observe-report.ts';

const plain = { isTerminal: false, hasColor: false, write: () => {} };

const report: ObserveReport = {
  region: 'one',
  file: 'regions/one/observed.yaml',
  cluster: { server: 'https://10.0.0.1', context: 'main', namespace: 'region-one' },
  isRegionRead: false,
  objects: 3,
  changes: [],
  written: false,
  waits: [],
  warnings: [],
};

const READ = 'Read 3 managed resources in namespace region-one of https://10.0.0.1 (context main).';
const change = { field: 'spec.aws.vpcId', before: undefined, after: 'vpc-1' };
const wait = { what: 'Record host', field: 'spec.aws.ingress', source: 'the controller' };

describe('renderObserveReport', () => {
  it.each([
    [
      'nothing new',
      {},
      `${READ}\nNothing changed; regions/one/observed.yaml was not touched.\nNext: nothing to do\n`,
    ],
    [
      'a written file',
      { written: true, changes: [change, { field: 'spec.aws.l', before: ['a'], after: ['a', 'b'] }] },
      `${READ}
Wrote regions/one/observed.yaml:
  spec.aws.vpcId: absent → vpc-1
  spec.aws.l: ["a"] → ["a","b"]
Next: npx nx run synth
`,
    ],
    [
      'a dry run',
      { changes: [change] },
      `${READ}
Would write regions/one/observed.yaml (dry run):
  spec.aws.vpcId: absent → vpc-1
Next: atoll observe one, without --dry-run
`,
    ],
    [
      'a wait and a warning',
      { waits: [wait], warnings: ['Something is odd.'] },
      `${READ}
Something is odd.
Nothing changed; regions/one/observed.yaml was not touched.
Still waiting:
  Record host waits for spec.aws.ingress (from the controller)
Next: atoll observe one, once the values are there; what is made inside the region's own cluster needs --region-kubeconfig <file>
`,
    ],
    [
      "a wait after the region's own cluster was read",
      { waits: [wait], isRegionRead: true },
      `${READ}
Nothing changed; regions/one/observed.yaml was not touched.
Still waiting:
  Record host waits for spec.aws.ingress (from the controller)
Next: atoll observe one, once the values are there
`,
    ],
  ])('says %s', (_what, changes, text) => {
    expect(renderObserveReport({ ...report, ...changes }, plain)).toBe(text);
  });

  it('colours only where colour is wanted', () => {
    const coloured = renderObserveReport(report, { ...plain, hasColor: true });

    expect(coloured).toContain('\u001b[1mNothing changed');
  });
});
