import { type AccessGrantConfig, FOUR_EYES_ROLE } from './access-grant-schema.ts';
import { checkAgent, checkWebhooks } from './check-agent.ts';
import type { ConfigKind } from './config-kind.ts';
import { quoteValue } from './describe-value.ts';
import type { Fault } from './fault.ts';
import type { FieldPath } from './field-path.ts';
import type { FreezeConfig } from './freeze-schema.ts';
import { parseInstant } from './instant.ts';
import { offsetOfField } from './locate-field.ts';
import type { OrganizationConfig } from './organization-schema.ts';
import type { YamlSubset } from './parse-yaml-subset.ts';
import type { RegionConfig } from './region-schema.ts';

/** Milliseconds in an hour. */
const HOUR = 3_600_000;

/** Longest grant of {@link FOUR_EYES_ROLE}, in hours. Ours: a shift. */
export const LONGEST_FOUR_EYES_HOURS = 12;

/** Longest grant of any other role, in hours. Ours: a month. */
export const LONGEST_GRANT_HOURS = 720;

/** A broken rule, before its place is known. */
interface Broken {
  readonly path: FieldPath;
  readonly message: string;
  readonly code: string;
}

/** Gives the longest span of a grant of a role, in hours. */
export function longestGrantHours(role: string): number {
  return role === FOUR_EYES_ROLE ? LONGEST_FOUR_EYES_HOURS : LONGEST_GRANT_HOURS;
}

/** Tells whether two names mean one person; upper and lower case are one, as in e-mail addresses. */
export function isSamePerson(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Gives the broken rules across the fields of a file whose values have the right types. */
export function checkRules(kind: ConfigKind, { value, document }: YamlSubset): readonly Fault[] {
  return listBroken(kind, value).map(({ path, message, code }) => ({
    offset: offsetOfField(document, path, 'value'),
    path,
    message,
    code,
  }));
}

/** The casts are sound because the kind's schema has found no fault. */
function listBroken(kind: ConfigKind, value: unknown): readonly Broken[] {
  if (kind === 'AccessGrant') return checkGrant(value as AccessGrantConfig);
  if (kind === 'Region') return checkAgent((value as RegionConfig).spec.agent);
  if (kind === 'Organization') return checkWebhooks((value as OrganizationConfig).spec.agent.webhooks);
  return kind === 'Freeze' ? checkSpan((value as FreezeConfig).spec) : [];
}

function checkGrant({ spec }: AccessGrantConfig): readonly Broken[] {
  const span = checkSpan(spec);
  return [...(span.length > 0 ? span : checkLength(spec)), ...checkApprovers(spec)];
}

function checkSpan({ from, until }: { readonly from: string; readonly until: string }): readonly Broken[] {
  const absent = Object.entries({ from, until }).filter(([, text]) => parseInstant(text) === undefined);
  if (absent.length > 0) {
    return absent.map(([name, text]) => {
      const message = `${quoteValue(text)} is no day of the calendar; correct it`;
      return { path: ['spec', name], message, code: 'ERR_CONFIG_VALUE' };
    });
  }
  if (from < until) return [];
  const message = `${quoteValue(until)} is not after spec.from, ${quoteValue(from)}; correct one of the two`;
  return [{ path: ['spec', 'until'], message, code: 'ERR_CONFIG_SPAN' }];
}

function checkLength({ role, from, until }: AccessGrantConfig['spec']): readonly Broken[] {
  const longest = longestGrantHours(role);
  const hours = (Date.parse(until) - Date.parse(from)) / HOUR;
  if (hours <= longest) return [];
  const latest = new Date(Date.parse(from) + longest * HOUR).toISOString().replace('.000Z', 'Z');
  const message = `${quoteValue(until)} makes the grant ${describeHours(hours)} long, ${describeHours(longest)} is the most for ${quoteValue(role)}; write ${latest} or earlier, and a further grant if it is needed`;
  return [{ path: ['spec', 'until'], message, code: 'ERR_CONFIG_SPAN' }];
}

/** Up to the next hundredth: a second too much must not look like what is allowed. */
function describeHours(hours: number): string {
  return `${Math.ceil(hours * 100) / 100} hours`;
}

function checkApprovers({ role, subject, approvers }: AccessGrantConfig['spec']): readonly Broken[] {
  if (role !== FOUR_EYES_ROLE) return [];
  if (approvers.some((approver) => !isSamePerson(approver, subject.person))) return [];
  const message = `${quoteValue(FOUR_EYES_ROLE)} needs at least one approver who is not ${quoteValue(subject.person)}; name whoever agrees`;
  return [{ path: ['spec', 'approvers'], message, code: 'ERR_CONFIG_FOUR_EYES' }];
}
