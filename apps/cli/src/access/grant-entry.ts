import type { AccessGrantConfig } from '@atoll/region-config';

/** Where an instant stands to a grant: before it, in it, behind it. */
export type GrantState = 'coming' | 'live' | 'past';

/** A grant of access as the commands print it. */
export interface GrantEntry {
  readonly region: string;
  /** Name of the file, and of the sessions that it lets in. */
  readonly id: string;
  readonly state: GrantState;
  readonly role: string;
  readonly person: string;
  /** Who it is for in the cloud, such as an ARN. */
  readonly identity: string;
  /** First instant, ISO 8601 in UTC. */
  readonly from: string;
  /** First instant after it, ISO 8601 in UTC. */
  readonly until: string;
  readonly reason: string;
  readonly ticket: string;
  readonly approvers: readonly string[];
  /** Path in the config repository. */
  readonly file: string;
}

/** A grant's file, parsed. */
export interface ParsedGrant {
  readonly region: string;
  readonly file: string;
  readonly text: string;
  readonly config: AccessGrantConfig;
  /** Blocks of `spec.subject`, by cloud. */
  readonly blocks: Readonly<Record<string, unknown>>;
}

/** Gives what is printed of a grant at an instant. */
export function toGrantEntry(grant: ParsedGrant, at: Date): GrantEntry {
  const { region, file, config, blocks } = grant;
  const { role, subject, from, until, reason, ticket, approvers } = config.spec;
  return {
    region,
    id: config.metadata.name,
    state: stateAt(from, until, at),
    role,
    person: subject.person,
    identity: describeIdentity(blocks),
    ...{ from, until, reason, ticket, approvers, file },
  };
}

/** Gives where an instant stands to a span. */
export function stateAt(from: string, until: string, at: Date): GrantState {
  if (at.getTime() < Date.parse(from)) return 'coming';
  return at.getTime() < Date.parse(until) ? 'live' : 'past';
}

/** A block has one value in every cloud so far; several are all of them needed to know somebody. */
function describeIdentity(blocks: Readonly<Record<string, unknown>>): string {
  return Object.values(blocks)
    .flatMap((block) => Object.values(block as Readonly<Record<string, string>>))
    .join(' ');
}
