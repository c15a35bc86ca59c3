import { renderAge } from '../render-age.ts';
import type { DriftedField, DriftPage } from './drift-page.ts';
import { renderObject } from './render-drift-list.ts';

/** Digits of a commit that are shown. */
const SHORT_COMMIT = 12;

/** Where the page of a drift says what to do step by step. */
const RUNBOOK = 'docs/how-to/answer-drift.md';

/** A part of a page: labelled lines, then a text that is shown as it is. */
export interface PageSection {
  readonly title: string;
  readonly rows: readonly (readonly [label: string, text: string])[];
  /** Something to copy; may have several lines. */
  readonly block?: string;
}

/** Gives the parts of the page of a drift, in the order in which somebody who was woken up reads them. */
export function toPageSections(page: DriftPage, now: Date): readonly PageSection[] {
  const sections: readonly (PageSection | undefined)[] = [
    { title: 'What', rows: describe(page, now) },
    ...page.changes.map((field): PageSection => ({ title: field.path, rows: describeField(field) })),
    { title: 'What happens', rows: describeNext(page, now) },
    describeDecisions(page),
    page.state === 'healed' ? undefined : { title: 'What you can do', rows: listCommands(page) },
    describeRule(page),
    {
      title: 'History',
      rows: page.history.map(({ at, event, by, detail }) => [
        at,
        [event, by === undefined ? [] : `by ${by}`, detail ?? []].flat().join(', '),
      ]),
    },
    { title: 'More', rows: [['runbook', RUNBOOK]] },
  ];
  return sections.flatMap((section) => (section === undefined || isEmpty(section) ? [] : [section]));
}

type Rows = PageSection['rows'];

function isEmpty({ rows, block }: PageSection): boolean {
  return rows.length === 0 && block === undefined;
}

function describe(page: DriftPage, now: Date): Rows {
  const { region, half, stage, object, since, lastSeen, healedAt, revision, message } = page;
  const seen = lastSeen === undefined ? '' : `, last seen ${lastSeen}`;
  return [
    ['region', `${region} (half ${half}${stage === undefined ? '' : `, stage ${stage}`})`],
    ['object', `${renderObject(object)} (${object.apiVersion})`],
    ['class', `${page.class}: ${message}`],
    ['state', page.state],
    ...rowIf(since, (at) => ['since', `${at} (${renderAge(at, now)})${seen}`] as const),
    ...rowIf(healedAt, (at) => ['healed', at] as const),
    ...rowIf(revision, (sha) => ['compared', `with commit ${sha.slice(0, SHORT_COMMIT)}`] as const),
  ];
}

function describeField({ wanted, live, by }: DriftedField): Rows {
  const who =
    by === undefined
      ? 'nobody can tell'
      : [
          `${by.manager} (${by.operation})`,
          by.user === undefined ? [] : `user ${by.user}`,
          by.time === undefined ? [] : by.time,
        ]
          .flat()
          .join(', ');
  return [
    ['wanted', wanted],
    ['live', live],
    ['who', who],
  ];
}

function describeNext(page: DriftPage, now: Date): Rows {
  const { nextAction, nextActionAt, policy, healClass, attempts } = page;
  return [
    ['next', nextAction ?? 'nothing is said yet'],
    ...rowIf(nextActionAt, (at) => ['when', `${at} (${renderAge(at, now)})`] as const),
    ...rowIf(policy, (name) => ['policy', name] as const),
    ...rowIf(healClass, (name) => ['healing', name] as const),
    ...(attempts === 0 ? [] : [['tried', `${attempts} times`] as const]),
  ];
}

function describeDecisions({ acknowledged, ignored, healRequested }: DriftPage): PageSection | undefined {
  const rows = [
    ...rowIf(acknowledged, ({ by, at, comment }) => {
      return ['seen', `by ${by}, ${at}${comment === undefined ? '' : `: ${comment}`}`] as const;
    }),
    ...rowIf(ignored, ({ by, until, reason }) => {
      return ['ignored', `by ${by} until ${until}: ${reason}`] as const;
    }),
    ...rowIf(healRequested, ({ by, at, allowDisruptive }) => {
      const leave = allowDisruptive === true ? ', may interrupt' : '';
      return ['healing', `asked for by ${by}, ${at}${leave}`] as const;
    }),
  ];
  return rows.length === 0 ? undefined : { title: 'What people decided', rows };
}

function listCommands({ record, healClass }: DriftPage): Rows {
  const leave = healClass === 'disruptive' ? ' --allow-disruptive' : '';
  const heal: Rows =
    healClass === 'destructive'
      ? [['heal', 'by hand: it loses data, so no agent ever does it']]
      : [['heal', `atoll drift heal ${record}${leave}`]];
  return [
    ['ack', `atoll drift ack ${record} --comment "…"`],
    ...heal,
    ['adopt', `atoll drift adopt ${record}`],
    ['ignore', `atoll drift ignore ${record} --until 2h --reason "…"`],
  ];
}

function describeRule({ ignoreRule, region, state }: DriftPage): PageSection | undefined {
  if (ignoreRule === undefined || state === 'healed') return undefined;
  const title = `Never drift again: paste under spec.agent.drift.ignore of regions/${region}/region.yaml`;
  return { title, rows: [], block: ignoreRule };
}

function rowIf<Value>(
  value: Value | undefined,
  toRow: (value: Value) => readonly [string, string],
): readonly (readonly [string, string])[] {
  return value === undefined ? [] : [toRow(value)];
}
