import type { PublishReport, RegionReport } from '@atoll/synth-run';
import { describe, expect, it } from 'vitest';
import { renderPublishSummary } from './render-publish-summary.ts';

const REPOSITORY = 'https://git.example.com/deploy.git';

const unchanged: RegionReport = {
  name: 'aws-a',
  outcome: 'unchanged',
  objects: 180,
  files: { added: 0, modified: 0, deleted: 0 },
  waits: [],
  notices: [],
};

const idle: PublishReport = {
  regions: [unchanged],
  problems: [],
  losses: [],
  commit: undefined,
  branches: [],
  handEdits: [],
  recovered: undefined,
  repository: REPOSITORY,
  branch: 'main',
  head: '0123456789abcdef',
  sourceCommit: 'fedcba9876543210',
  attempts: 1,
  healed: [],
  holds: [],
  grantsOnly: [],
  ownRepositories: [],
  notices: [],
  clusterNotices: [],
};

function render(report: Partial<PublishReport>, hasColor = false): readonly string[] {
  const output = { isTerminal: hasColor, hasColor, write: () => undefined };
  return renderPublishSummary({ ...idle, ...report }, { seconds: 1.25, output }).split('\n');
}

describe(renderPublishSummary, () => {
  it('says that nothing changed, and what to do', () => {
    expect(render({})).toStrictEqual([
      '1 region, 180 objects; 0 rendered in 1.3 s.',
      `Nothing changed: no commit to ${REPOSITORY}.`,
      'Next: edit a regions/<region>/region.yaml and commit it.',
      '',
    ]);
  });

  it('names the commit, its branches, and that others were faster', () => {
    const region: RegionReport = {
      ...unchanged,
      outcome: 'rendered',
      files: { added: 0, modified: 2, deleted: 0 },
    };

    const lines = render({
      regions: [region],
      commit: '0123456789abcdef',
      branches: ['region/aws-a'],
      attempts: 3,
    });

    expect(lines).toStrictEqual([
      '  aws-a  180 objects, files ~2',
      '1 region, 180 objects; 1 rendered in 1.3 s.',
      `Published 0123456789ab to ${REPOSITORY} (main and region/aws-a), at attempt 3, since others published as well.`,
      "Next: nothing; the clusters' Flux pulls it within its interval.",
      '',
    ]);
  });

  it('names the regions of which only grants were published, a frozen one with its freeze', () => {
    const lines = render({
      grantsOnly: ['aws-a', 'aws-b'],
      holds: [
        { name: 'aws-a', reason: 'frozen', message: 'aws-a is frozen; what grants changed is published' },
      ],
    });

    expect(lines.slice(0, 2)).toStrictEqual([
      '  aws-a is frozen; what grants changed is published',
      '  aws-b: only what grants changed was published',
    ]);
  });

  it('names what was held, healed, and published elsewhere or not', () => {
    const lines = render({
      notices: ['A notice.'],
      healed: ['region/aws-b'],
      holds: [
        { name: 'aws-a', reason: 'frozen', message: 'aws-a is frozen until then.' },
        { name: 'aws-c', reason: 'newer-source', message: 'aws-c left alone.' },
      ],
      ownRepositories: [
        { url: 'u1', regions: ['aws-d'], commit: '0123456789abcdef', failure: undefined },
        {
          url: 'u2',
          regions: ['aws-e', 'aws-f'],
          commit: undefined,
          failure: { code: 'C', message: 'gone.' },
        },
        { url: 'u3', regions: ['aws-g'], commit: undefined, failure: undefined },
      ],
    });

    expect(lines).toStrictEqual([
      'A notice.',
      '  aws-a is frozen until then.',
      '  aws-c left alone.',
      '  aws-d: published 0123456789ab to u1',
      '  aws-e, aws-f: not published to u2: gone.',
      '  aws-g: nothing changed in u3',
      '1 region, 180 objects; 0 rendered in 1.3 s.',
      'Branches that did not show what was published, set right: region/aws-b.',
      `Nothing changed: no commit to ${REPOSITORY}.`,
      'Next: mend what is named above and run it again.',
      '',
    ]);
  });

  it('tells region by region what the cloud loses and would lose', () => {
    const lines = render({
      regions: [
        { ...unchanged, outcome: 'kept' },
        { ...unchanged, name: 'aws-b', outcome: 'deleted' },
      ],
      losses: [
        { region: 'aws-a', path: 'p', what: 'the database a', isAllowed: false },
        { region: 'aws-a', path: 'q', what: 'the bucket a', isAllowed: false },
        { region: 'aws-b', path: 'r', what: 'the database b', isAllowed: true },
      ],
    });

    expect(lines.slice(1, 7)).toStrictEqual([
      '  aws-a keeps its last rendering; without it the cloud would lose:',
      '    the database a',
      '    the bucket a',
      '    To let it go: --allow-delete aws-a',
      '  aws-b: with what was deleted the cloud loses, once it is deleted there too:',
      '    the database b',
    ]);
    expect(lines.at(-2)).toBe('Next: decide on what is named above, and run it again.');
  });

  it('colours a conflict red, a freeze yellow, and what was left alone dim', () => {
    const reasons = ['conflict', 'frozen', 'newer-source'] as const;

    const lines = render({ holds: reasons.map((reason) => ({ name: 'a', reason, message: reason })) }, true);

    expect(lines.slice(0, 3)).toStrictEqual([
      '\u001b[31m  conflict\u001b[39m',
      '\u001b[33m  frozen\u001b[39m',
      '\u001b[2m  newer-source\u001b[22m',
    ]);
  });

  it('names thirty held regions and counts the others', () => {
    const holds = Array.from({ length: 32 }, (_, index) => {
      return { name: `a${index}`, reason: 'frozen' as const, message: `a${index} is frozen.` };
    });

    expect(render({ holds })[30]).toBe('  and 2 more that were left as they are');
  });
});
