/**
 * Where the instant of a run stands to a grant's span.
 *
 * `coming`: before its first instant; `live`: in it; `ending`: behind it, while a session that began in it may still
 * last, `LONGEST_SESSION_HOURS` at most. A grant that is over for good is no grant of the region any more.
 */
export type GrantPhase = 'coming' | 'live' | 'ending';

/**
 * A grant of `regions/<region>/access/<id>.yaml`, as the constructs see it: the clock has been reduced to its phase.
 *
 * What a cloud bounds by itself (`aws:CurrentTime` in a trust policy) is rendered as soon as the grant is `coming`, so
 * that its begin and its end need no commit; what nobody bounds, such as a binding in the cluster, only while it is `live`.
 */
export interface AccessGrantSpan<Subject = unknown> {
  /**
   * Name of the file, unique in the region: 3 to 48 lower-case letters, digits and dashes.
   *
   * It is also the name that a session of this grant must have, so that an audit log names the grant.
   */
  readonly id: string;
  /** Role, such as `limited-administrator`; `<names.of(role)>` is its name in the cloud. */
  readonly role: string;
  /** Who it is for, in a form that people read, such as an e-mail address. */
  readonly person: string;
  /** Who it is for in the region's cloud: the block of `spec.subject`, validated by the cloud's own schema. */
  readonly subject: Subject;
  /** First instant, ISO 8601 in UTC with seconds, such as `2026-10-01T08:00:00Z`; equal forms sort as texts. */
  readonly from: string;
  /** First instant after it, in the same form. */
  readonly until: string;
  /**
   * Instant of the publication that ended it, in the same form, where that lies behind `until`: a revocation that came late.
   *
   * Until then the cloud let sessions in, so the longest of them counts from here. Absent: it ended at `until`.
   */
  readonly ended?: string;
  readonly phase: GrantPhase;
  readonly reason: string;
  readonly ticket: string;
  /** Persons who agreed; for `limited-administrator` at least one who is not `person`. */
  readonly approvers: readonly string[];
}
