import { describe, expect, it } from 'vitest';
import { baseFiles, edit, EU_FILE, INSIDE, US_FILE } from './testing/pair-files.ts';
import { type PlanCase, planCase } from './testing/plan-case.ts';
import { summarizePlan } from './testing/summarize-plan.ts';

const cases: readonly PlanCase[] = [
  {
    title: 'a larger size outside the maintenance window is disruptive',
    head: edit(baseFiles, US_FILE, 'size: large', 'size: xlarge'),
    expected: [
      'risk disruptive',
      'region us-one changed disruptive',
      '  ~ persistence Instance db disruptive',
      '    instanceClass: "db.r6g.2xlarge" → "db.r6g.4xlarge" disruptive',
    ],
  },
  {
    title: 'a larger size inside the maintenance window is safe',
    head: edit(baseFiles, US_FILE, 'size: large', 'size: xlarge'),
    at: INSIDE,
    expected: [
      'risk safe',
      'region us-one changed safe',
      '  ~ persistence Instance db safe',
      '    instanceClass: "db.r6g.2xlarge" → "db.r6g.4xlarge" safe',
    ],
  },
  {
    title: 'a size of which no price is known changes no cost',
    head: edit(baseFiles, EU_FILE, '  persistence:\n', '  persistence:\n    size: xlarge\n'),
    expected: [
      'risk disruptive',
      'region eu-one changed disruptive',
      '  ~ persistence Instance db disruptive',
      '    instanceClass: "db.r6g.2xlarge" → "db.r6g.4xlarge" disruptive',
    ],
  },
  {
    title: 'storage that grows is safe',
    head: edit(baseFiles, US_FILE, 'initialGib: 400', 'initialGib: 500'),
    expected: [
      'risk safe',
      'region us-one changed safe',
      '  ~ persistence Instance db safe',
      '    allocatedStorage: 400 → 500',
    ],
  },
  {
    title: 'storage that shrinks is refused',
    head: edit(baseFiles, EU_FILE, 'initialGib: 500', 'initialGib: 450'),
    expected: [
      'risk disruptive',
      'region eu-one changed disruptive',
      '  ~ persistence Instance db disruptive',
      '    allocatedStorage: 500 → 450 refused',
    ],
  },
  {
    title: 'a higher ceiling of storage is safe, and no price of it is known',
    head: edit(baseFiles, US_FILE, 'maxGib: 4000', 'maxGib: 6000'),
    expected: [
      'risk safe',
      'region us-one changed safe',
      '  ~ persistence Instance db safe',
      '    maxAllocatedStorage: 4000 → 6000',
    ],
  },
  {
    title: 'a newer engine is disruptive and needs another parameter group',
    head: edit(baseFiles, US_FILE, 'engineVersion: "16"', 'engineVersion: "17"'),
    expected: [
      'risk disruptive',
      'region us-one changed disruptive',
      '  ~ persistence Instance db disruptive',
      '    engineVersion: "16" → "17" disruptive',
      '    parameterGroupNameRef.name: "atoll-us-one-db-postgres16" → "atoll-us-one-db-postgres17" disruptive',
      '  - persistence ParameterGroup db-postgres16 safe',
      '  + persistence ParameterGroup db-postgres17 safe',
    ],
  },
  {
    title: 'an older engine is refused',
    head: edit(baseFiles, US_FILE, 'engineVersion: "16"', 'engineVersion: "15"'),
    expected: [
      'risk disruptive',
      'region us-one changed disruptive',
      '  ~ persistence Instance db disruptive',
      '    engineVersion: "16" → "15" refused',
      '    parameterGroupNameRef.name: "atoll-us-one-db-postgres16" → "atoll-us-one-db-postgres15" disruptive',
      '  + persistence ParameterGroup db-postgres15 safe',
      '  - persistence ParameterGroup db-postgres16 safe',
    ],
  },
  {
    title: 'backups that are kept for a shorter time are destructive',
    head: edit(baseFiles, US_FILE, 'retentionDays: 14', 'retentionDays: 10'),
    expected: [
      'risk destructive',
      'region us-one changed destructive',
      '  ~ persistence Instance db destructive',
      '    backupRetentionPeriod: 14 → 10 destructive',
    ],
  },
  {
    title: 'backups that are kept longer are safe',
    head: edit(baseFiles, US_FILE, 'retentionDays: 14', 'retentionDays: 20'),
    expected: [
      'risk safe',
      'region us-one changed safe',
      '  ~ persistence Instance db safe',
      '    backupRetentionPeriod: 14 → 20',
    ],
  },
  {
    title: 'another maintenance window is safe',
    head: edit(baseFiles, US_FILE, 'day: sun', 'day: mon'),
    expected: [
      'risk safe',
      'region us-one changed safe',
      '  ~ persistence Instance db safe',
      '    maintenanceWindow: "sun:03:00-sun:04:00" → "mon:03:00-mon:04:00"',
      '  ~ platform NodePool elastic safe',
      '    spec.disruption.budgets[1].schedule: "0 4 * * 0" → "0 4 * * 1"',
    ],
  },
];

describe('a plan of changes of the event store', () => {
  it.each(cases)('$title', async (given) => {
    const plan = await planCase(given);

    expect(summarizePlan(plan)).toStrictEqual(given.expected);
  });

  it('does not delete what leaves the stage, since Flux never prunes it', async () => {
    const plan = await planCase({
      head: edit(baseFiles, US_FILE, 'engineVersion: "16"', 'engineVersion: "17"'),
    });

    const gone = plan.regions
      .flatMap(({ stages }) => stages.flatMap(({ objects }) => objects))
      .filter(({ action }) => action === 'delete');
    expect(gone.map(({ kind, reasons }) => [kind, reasons])).toStrictEqual([
      [
        'ParameterGroup',
        ['stays in the cluster and the cloud: its stage is never pruned; Git no longer describes it'],
      ],
    ]);
  });
});
