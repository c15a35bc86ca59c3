import type { createStyle } from '../style.ts';
import type { AccessReport, GrantChange, ReportedGrant } from './access-report.ts';
import type { GrantEntry, GrantState } from './grant-entry.ts';

/** Digits of a commit that are shown. */
const SHORT_COMMIT = 12;

/** States in the order in which they are listed. */
const STATES: readonly GrantState[] = ['live', 'coming', 'past'];

type Style = ReturnType<typeof createStyle>;

/** Gives the list of grants as plain text: the live ones first; ends in a line feed. */
export function renderAccessList(grants: readonly GrantEntry[], style: Style): string {
  if (grants.length === 0) return 'No grants. Next: atoll access grant --help\n';
  const width = Math.max(...grants.map((grant) => nameOf(grant).length));
  const roles = Math.max(...grants.map(({ role }) => role.length));
  const lines = STATES.flatMap((state) => {
    const own = grants.filter((grant) => grant.state === state);
    const title = `${state} (${own.length})`;
    return [
      state === 'live' && own.length > 0 ? style('bold', title) : title,
      ...own.map(
        (grant) =>
          `  ${nameOf(grant).padEnd(width)}  ${grant.role.padEnd(roles)}  ${grant.person}  ${grant.from} to ${grant.until}  ${printable(grant.ticket)}`,
      ),
    ];
  });
  return `${lines.join('\n')}\n`;
}

/** Gives the report as plain text; ends in a line feed. */
export function renderAccessReport(report: AccessReport, style: Style): string {
  const { grants, from, to, at, regions, problems, notes } = report;
  const window = [from === null ? [] : `from ${from}`, to === null ? [] : `to ${to}`].flat().join(' ');
  const where = regions.length === 0 ? 'all regions' : regions.join(', ');
  const head = `Access to ${where}${window === '' ? '' : ` ${window}`}, as of ${at}: ${grants.length} ${grants.length === 1 ? 'grant' : 'grants'}.`;
  const blocks = grants.map((grant) => renderReported(grant, style));
  const rest = [...problems.map(({ file, message }) => `${file}: ${message}`), ...notes];
  return `${[head, ...blocks, rest.join('\n')].join('\n\n')}\n`;
}

function renderReported(grant: ReportedGrant, style: Style): string {
  const planned = `${grant.from} to ${grant.until}`;
  const had = grant.startedAt === null ? 'never in force' : `${grant.startedAt} to ${grant.endedAt}`;
  const rows: readonly (readonly [string, string])[] = [
    ['who', `${grant.person} (${grant.identity})`],
    ['when', had === planned ? had : `${had}; granted ${planned}`],
    ['why', `${printable(grant.reason)} (${printable(grant.ticket)})`],
    [
      'approved',
      grant.approvers.length === 0 ? 'by nobody; this role needs none' : grant.approvers.join(', '),
    ],
    ...(grant.isCommitted ? [] : [['git', 'NOT COMMITTED as it stands'] as const]),
    ...grant.changes.map((change) => ['git', renderChange(change)] as const),
    ...grant.audit.map((command) => ['done', command] as const),
  ];
  const title = `${grant.state}  ${nameOf(grant)}  ${grant.role}`;
  return [style('bold', title), ...rows.map(([label, text]) => `  ${label.padEnd(8)}  ${text}`)].join('\n');
}

function renderChange({ kind, commit, at, writtenBy, broughtBy, subject }: GrantChange): string {
  const brought = broughtBy === writtenBy ? '' : `, brought by ${printable(broughtBy)}`;
  return `${kind} ${at} ${commit.slice(0, SHORT_COMMIT)} by ${printable(writtenBy)}${brought}: ${printable(subject)}`;
}

function nameOf({ region, id }: Pick<GrantEntry, 'region' | 'id'>): string {
  return `${region}/${id}`;
}

/** A terminal must not obey what somebody wrote into a commit. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '?');
}
