import type { RegionReport, SynthReport } from '@atoll/synth-run';
import { describe, expect, it } from 'vitest';
import { renderSynthSummary } from './render-synth-summary.ts';

const unchanged: RegionReport = {
  name: 'aws-us-east-1',
  outcome: 'unchanged',
  objects: 180,
  files: { added: 0, modified: 0, deleted: 0 },
  waits: [],
  notices: [],
};

const idle: SynthReport = {
  regions: [unchanged],
  problems: [],
  clusterNotices: [],
  losses: [],
  commit: undefined,
  branches: [],
  handEdits: [],
  recovered: undefined,
};

function render(report: Partial<SynthReport>, hasColor = false): string {
  const output = { isTerminal: hasColor, hasColor, write: () => undefined };
  return renderSynthSummary({ ...idle, ...report }, { deploy: 'deploy', seconds: 1.25, output });
}

describe(renderSynthSummary, () => {
  it('says that nothing changed', () => {
    expect(render({})).toBe(
      '1 region, 180 objects; 0 rendered in 1.3 s.\n' +
        'Nothing changed: no commit.\n' +
        'Next: edit a regions/<region>/region.yaml, or look around in deploy.\n',
    );
  });

  it('names what was rendered, what it waits for, the commit and the next step', () => {
    const regions: readonly RegionReport[] = [
      {
        ...unchanged,
        outcome: 'rendered',
        files: { added: 2, modified: 1, deleted: 3 },
        waits: [{ what: 'Record host', field: 'spec.aws.ingress', source: 'the ingress' }],
      },
      { ...unchanged, name: 'aws-a', outcome: 'rendered' },
    ];

    const text = render({ regions, commit: '0123456789abcdef', branches: ['region/aws-us-east-1'] });

    expect(text).toBe(
      '  aws-us-east-1  180 objects, files +2 ~1 -3\n' +
        '  aws-a          180 objects, same bytes\n' +
        '  aws-us-east-1: Record host waits for spec.aws.ingress (the ingress); then: npx atoll observe aws-us-east-1\n' +
        '2 regions, 360 objects; 2 rendered in 1.3 s.\n' +
        'Committed 0123456789ab to deploy (main and region/aws-us-east-1).\n' +
        "Next: git -C deploy show --stat, then push deploy to where the control cluster's Flux pulls from.\n",
    );
  });

  it('says how else than by observing a wait ends, and each notice once, with the regions that it is about', () => {
    const notices = ['the port is open'];
    const wait = {
      what: 'the agent',
      field: 'spec.agent.image',
      source: 'a person',
      remedy: 'write its digest',
    };
    const regions: readonly RegionReport[] = ['aws-a', 'aws-b', 'aws-c', 'aws-d'].map((name) => ({
      ...unchanged,
      name,
      notices,
      waits: name === 'aws-d' ? [wait] : [],
    }));

    const lines = render({ regions, clusterNotices: ['so is theirs'] }).split('\n');

    expect(lines.slice(0, 3)).toStrictEqual([
      '  aws-d: the agent waits for spec.agent.image (a person); write its digest',
      '  control clusters: so is theirs',
      '  aws-a, aws-b, aws-c and 1 more: the port is open',
    ]);
  });

  it('names regions that stay as they were: broken ones with their problems, and those that nobody configures', () => {
    const file = 'regions/aws-a/region.yaml';
    const problem = { file, line: 8, column: 3, path: 'spec.cloud', code: 'ERR_X', message: 'no such cloud' };
    const regions: readonly RegionReport[] = [
      { ...unchanged, name: 'aws-a', outcome: 'failed' },
      { ...unchanged, name: 'aws-b', outcome: 'kept' },
    ];

    expect(render({ regions, problems: [problem] }).split('\n')).toStrictEqual([
      'regions/aws-a/region.yaml:8:3 spec.cloud: no such cloud',
      'Not rendered, the last rendering stays: aws-a.',
      '',
      '  aws-b is configured no more; its manifests stay. To delete them: --allow-delete aws-b',
      '2 regions, 360 objects; 0 rendered in 1.3 s.',
      'Nothing changed: no commit.',
      'Next: mend what is named above and run it again.',
      '',
    ]);
  });

  it('says which edits by hand it took back and where they are kept, and that it cleaned up after a crash', () => {
    const text = render({
      recovered: 'undone',
      handEdits: [{ path: 'regions/a/x.yaml', kind: 'modified', ref: 'refs/atoll/rescued/1' }],
    } as Partial<SynthReport>);

    expect(text.split('\n').slice(0, 2)).toStrictEqual([
      'A run that did not end was undone.',
      'Edited by hand, restored: regions/a/x.yaml (modified, kept in refs/atoll/rescued/1)',
    ]);
  });

  it('says of a deleted region only that: nobody waits for it any more', () => {
    const gone: RegionReport = {
      ...unchanged,
      outcome: 'deleted',
      files: { added: 0, modified: 0, deleted: 180 },
      waits: [{ what: 'Record host', field: 'spec.aws.ingress', source: 'the ingress' }],
    };

    expect(render({ regions: [gone], commit: '0123456789abcdef' })).toBe(
      '  aws-us-east-1  deleted, 180 files\n' +
        '0 regions, 0 objects; 0 rendered in 1.3 s.\n' +
        'Committed 0123456789ab to deploy (main).\n' +
        "Next: git -C deploy show --stat, then push deploy to where the control cluster's Flux pulls from.\n",
    );
  });

  it('names thirty regions and counts the others', () => {
    const regions = Array.from({ length: 32 }, (_, index): RegionReport => {
      return { ...unchanged, name: `aws-${index}`, outcome: 'rendered' };
    });

    expect(render({ regions }).split('\n')[30]).toBe('  and 2 more');
  });

  it('colours deletions red where colour is wanted', () => {
    const gone: RegionReport = {
      ...unchanged,
      outcome: 'deleted',
      files: { added: 0, modified: 0, deleted: 1 },
    };

    expect(render({ regions: [gone] }, true).split('\n')[0]).toBe(
      '  aws-us-east-1  \u001b[31mdeleted, 1 file\u001b[39m',
    );
  });
});
