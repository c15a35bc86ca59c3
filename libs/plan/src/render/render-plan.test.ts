import type { NeededAction } from '@atoll/cloud';
import { describe, expect, it } from 'vitest';
import type { RegionSide } from '../fleet-side.ts';
import { planSides, toPlaced, toRegionSide, toSide } from '../testing/fleets.ts';
import { COMMENT_LENGTH, PLAN_MARKER, renderPlanMarkdown } from './render-plan-markdown.ts';
import { renderPlanText } from './render-plan-text.ts';

const plan = planSides(
  toSide([
    toRegionSide('a', [toPlaced('a', 'Thing', { size: 1, list: ['x', 'y'] }), toPlaced('a', 'Bucket', {})]),
  ]),
  toSide([
    toRegionSide('a', [
      toPlaced('a', 'Thing', { size: 2, list: ['y', 'z'] }),
      toPlaced('a', 'Door', {}, 'front'),
    ]),
  ]),
  { untouched: 2, lapses: [{ region: 'b', text: 'the grant inc-1 is over' }] },
);

describe('a plan as text', () => {
  it('tells everything, from the headline to the reach', () => {
    expect(renderPlanText(plan)).toBe(`Plan: 1 region changed: destructive.
Compared with HEAD (0123456789ab): a test. As of 2026-11-21T12:00:00.000Z.

b: the grant inc-1 is over

Region a (test 1, here, 10.0.0.0/16): changed, destructive
  control-plane/a/store
    - Bucket one (destructive)
      ! Crossplane deletes it in the cloud
      ! lost: the bucket one
    + Door front
    ~ Thing one (disruptive)
      ~ spec.list:
        - "x"
        + "z"
      ~ spec.size: 1 → 2
        ! disruptive: it restarts; outside the maintenance window (sun 03:00-04:00 UTC, next from 2026-11-22T03:00Z) [test]
  Network exposure
    ! opens: the door front
  Cost a month
      $10 to $20 → $0 at list prices, without traffic and other use
    - one: one: $10 to $20
      source: a list of 2026

Look at
  destructive: a: Bucket one delete: lost: the bucket one; Crossplane deletes it in the cloud
  exposing: a: opens: the door front
  disruptive: a: Thing one spec.size: it restarts; outside the maintenance window (sun 03:00-04:00 UTC, next from 2026-11-22T03:00Z)

Reach
  regions: 0 created, 1 changed, 0 destroyed, 2 untouched
  stages: 1
  objects: 1 created, 1 changed, 1 deleted
  managed resources: 1 created, 1 changed, 1 deleted
  refused fields: 0
  Flux: 0 Kustomizations reconcile, 0 GitRepositories move
  cost a month, of the regions above: $10 to $20 → $0 at list prices, without traffic and other use
`);
  });

  it('is short where nothing changes', () => {
    const side = toSide([toRegionSide('a', [])]);

    expect(renderPlanText(planSides(side, side))).toBe(
      'Plan: Nothing changes.\nCompared with HEAD (0123456789ab): a test. As of 2026-11-21T12:00:00.000Z.\n',
    );
  });
});

describe('what somebody should look at', () => {
  const base = toSide([toRegionSide('a', [toPlaced('a', 'Thing', { note: 1 })])]);

  it('names a safe change that opens a region to the internet, in both forms', () => {
    const opened = planSides(base, toSide([toRegionSide('a', [toPlaced('a', 'Door', {}, 'front')])]));

    expect(renderPlanText(opened)).toContain('Look at\n');
    expect(renderPlanText(opened)).toContain('\n  exposing: a: opens: the door front\n');
    expect(renderPlanMarkdown(opened)).toContain('\n- exposing: a: opens: the door front\n');
  });

  it('names what a role that was there before may do from now on', () => {
    const widened = planSides(
      toSide([toRegionSide('a', [toPlaced('a', 'Role', { actions: ['s3:Get'], denied: ['s3:Put'] })])]),
      toSide([toRegionSide('a', [toPlaced('a', 'Role', { actions: ['s3:Get', 's3:List'], denied: [] })])]),
    );

    expect(widened.risk).toBe('safe');
    expect(renderPlanText(widened)).toContain(
      'Look at\n  widening: a: role one may from now on: s3:List\n  widening: a: role one is denied no more: s3:Put\n',
    );
  });

  it('does not name what a new role may do', () => {
    const roled = planSides(
      base,
      toSide([toRegionSide('a', [toPlaced('a', 'Role', { actions: ['s3:Get'], denied: [] })])]),
    );

    expect(renderPlanText(roled)).not.toContain('widening');
  });
});

describe('the actions that a region needs', () => {
  function need(action: string, ...objects: readonly string[]): NeededAction {
    return { role: 'deployment', action, resource: '*', context: {}, objects, source: 'test' };
  }

  const objects = [toPlaced('a', 'Role', { actions: ['s3:Get', 's3:List'], denied: ['s3:Put'] })];
  const before = toRegionSide('a', [], { needs: [need('ec2:CreateVpc', 'VPC one')] });
  const after = toRegionSide('a', objects, {
    needs: [need('eks:CreateCluster', 'Cluster one'), need('iam:CreateRole', 'a', 'b', 'c', 'd', 'e')],
  });

  it('are told with what needs them, new ones and those that are needed no more', () => {
    const changed = planSides(toSide([before]), toSide([after]));

    expect(renderPlanText(changed)).toContain(`  Actions that it needs
    + deployment: newly needed: eks:CreateCluster (Cluster one)
    + deployment: newly needed: iam:CreateRole (a, b, c and 2 more)
    - deployment: no longer needed: ec2:CreateVpc (VPC one)
`);
  });

  it('are counted for a new region, as are those of its roles, which are named', () => {
    const created = planSides(toSide([]), toSide([after]));

    const text = renderPlanText(created);

    expect(text).toContain(`  IAM
    + role one, 2 allowed, 1 denied
  Actions that it needs
    + deployment: 2 actions
  every action, scope and trust: --full
`);
    expect(text).not.toContain('s3:Get');
    expect(renderPlanMarkdown(created)).not.toContain('s3:Get');
  });

  it('are told of a new region where all is wanted', () => {
    const created = planSides(toSide([]), toSide([after]));

    const texts = [
      renderPlanText(created, undefined, { isFull: true }),
      renderPlanMarkdown(created, { isFull: true }),
    ];

    for (const text of texts) {
      expect(text).toContain('s3:Get');
      expect(text).toContain('newly needed: eks:CreateCluster (Cluster one)');
    }
    expect(texts[0]).not.toContain('--full');
  });
});

describe('a freeze that is new', () => {
  const side = toSide([toRegionSide('a', [])]);
  const frozen = planSides(side, side, { notices: [{ kind: 'freeze', text: 'freeze x is new' }] });

  it('is told although nothing else changes', () => {
    expect(frozen.risk).toBe('none');
    expect(renderPlanText(frozen)).toBe(
      'Plan: Only freezes change.\nCompared with HEAD (0123456789ab): a test. As of 2026-11-21T12:00:00.000Z.\n\nfreeze x is new\n',
    );
    expect(renderPlanMarkdown(frozen)).toContain('### To know\n\n- freeze x is new\n');
  });
});

describe('a plan as the comment of a pull request', () => {
  it('begins with the marker by which it is found again', () => {
    expect(renderPlanMarkdown(plan).split('\n')[0]).toBe(PLAN_MARKER);
  });

  it('hides the details of each region behind its name', () => {
    const lines = renderPlanMarkdown(plan).split('\n');

    expect(lines).toContain(
      '<details><summary><b>a</b> (test 1, here, 10.0.0.0/16): changed, destructive</summary>',
    );
    expect(lines.filter((line) => /^[-+!@]/.test(line) && !line.startsWith('- '))).toStrictEqual([
      '@@ control-plane/a/store @@',
      '!   (!) Crossplane deletes it in the cloud',
      '!   (!) lost: the bucket one',
      '+ Door front',
      '! Thing one (disruptive)',
      '!   spec.list:',
      '+     "z"',
      '!   spec.size: 1 → 2',
      '!     (!) disruptive: it restarts; outside the maintenance window (sun 03:00-04:00 UTC, next from 2026-11-22T03:00Z) [test]',
      '@@ Network exposure @@',
      '! (!) opens: the door front',
      '@@ Cost a month @@',
    ]);
  });

  it('never grows beyond what a comment takes, and says what was cut', () => {
    const text = renderPlanMarkdown(planSides(toSide(listRegions(400, 1)), toSide(listRegions(400, 2))));

    expect(text.length).toBeLessThanOrEqual(COMMENT_LENGTH);
    expect(text).toMatch(/Cut, since a comment is short: the details of r-\d+, .*\. Run/);
  });

  it('shows regions that change alike once, and names all of them', () => {
    const side = (size: number) =>
      toSide(
        ['x-1', 'y-2', 'z-3'].map((name) =>
          toRegionSide(name, [toPlaced(name, 'Thing', { size, of: name })]),
        ),
      );
    const alike = planSides(side(1), side(2));

    const text = renderPlanMarkdown(alike);

    expect(text.match(/<details>/g)).toHaveLength(1);
    expect(text).toContain(
      '<summary><b>x-1</b> (test 1, here, 10.0.0.0/16) and 2 alike: changed, disruptive</summary>',
    );
    expect(text).toContain('@@ Alike @@\n  y-2, z-3\n');
    expect(text).toContain('- disruptive: 3 times (x-1, y-2, z-3): Thing spec.size: it restarts');
    expect(renderPlanText(alike)).toContain('\n  and alike: y-2, z-3\n');
  });

  it('cuts the details of one huge region by the line, and says so', () => {
    const objects = (size: number) =>
      Array.from({ length: 900 }, (_, index) => toPlaced('a', 'Thing', { size }, `thing-${index}`));
    const huge = planSides(toSide([toRegionSide('a', objects(1))]), toSide([toRegionSide('a', objects(2))]));

    const text = renderPlanMarkdown(huge);

    expect(text.length).toBeLessThanOrEqual(COMMENT_LENGTH);
    expect(text).toMatch(/\n# \d+ more lines: run `atoll plan` in a clone\n```\n\n<\/details>/);
  });

  it('keeps the worst region when others are cut', () => {
    const [base, head] = [listRegions(300, 1), listRegions(300, 2)];
    const worst = toRegionSide('zz', [toPlaced('zz', 'Bucket', {})]);

    const text = renderPlanMarkdown(
      planSides(toSide([...base, worst]), toSide([...head, { ...worst, objects: [] }])),
    );

    expect(text).toContain('<summary><b>zz</b>');
    expect(text.indexOf('<b>zz</b>')).toBeLessThan(text.indexOf('<b>r-0</b>'));
  });

  it('lets no value become markup, mention nobody and end no block', () => {
    const evil = '```\n</details><img src=x> @everyone [a](http://b) | *b*';
    const side = (value: string) =>
      toSide([toRegionSide('a', [toPlaced('a', 'Thing', { size: value, note: value })])]);
    const lapses = [{ region: 'a', text: evil }];

    const text = renderPlanMarkdown(planSides(side('x'), side(evil), { lapses }));
    const outside = text.replace(/````diff[\s\S]*?\n````\n/g, '');

    expect(outside).not.toMatch(/<img|@everyone|\[a\]\(http/);
    expect(text.match(/<\/details>$/gm)).toHaveLength(1);
    expect(text.match(/^````$/gm)).toHaveLength(1);
  });
});

function listRegions(count: number, size: number): readonly RegionSide[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `r-${index}`;
    return toRegionSide(name, [
      toPlaced(name, 'Thing', { size, place: `p${size} of ${index}`, note: `${index * size}`.repeat(30) }),
    ]);
  });
}
