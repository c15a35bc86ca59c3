/**
 * How a cloud spells what it was given.
 *
 * `set`: a list whose order says nothing. `anyCase`: letters count whatever their case. `dnsName`: so, and with or without
 * a dot at its end. `text`: `3306` and `"3306"` are the same. `prefix`: what was asked for begins what there is, step by
 * step of its dots, as the engine version `16` begins `16.4`. `json`: a JSON document, by value. `policy`: an access policy
 * as JSON: by value, lists in any order, a list of one as good as its item. `lastSegment`: a name, or an ARN or path that
 * ends with it.
 */
export const cloudSpellings = [
  'set',
  'anyCase',
  'dnsName',
  'text',
  'prefix',
  'json',
  'policy',
  'lastSegment',
] as const;

/** How a cloud spells what it was given. */
export type CloudSpelling = (typeof cloudSpellings)[number];

/**
 * What a cloud does by itself to one field of its managed resources, so that it is not taken for somebody's change. The
 * first row that fits a field decides.
 */
export type CloudFieldRow = {
  /** API group; `*` at its beginning stands for the rest, `*` alone for all. */
  readonly group: string;
  /** Absent: every kind of the group. */
  readonly kind?: string;
  /** Below `spec.forProvider` and `status.atProvider`: `/tags/*`; an item of a list is `[*]`; all below is meant, too. */
  readonly path: string;
  /** Where it is written that the cloud does so. */
  readonly source: string;
} & (
  | { readonly does: 'spell'; readonly as: CloudSpelling }
  /** The cloud, or who works in it by their office, writes there; nothing there is drift. */
  | { readonly does: 'assign' }
  /** What stands there where nobody asked for anything. */
  | { readonly does: 'default'; readonly value: unknown }
  /** It is never shown again, so that its absence says nothing. */
  | { readonly does: 'hide' }
  /** A map whose keys people choose: one more is somebody's addition. */
  | { readonly does: 'map' }
);
