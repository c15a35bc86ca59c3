/** One question about a new region: data, so that a cloud adds its own to the common ones. */
export interface RegionQuestion {
  /**
   * Field that it answers, such as `spec.network.cidr`.
   *
   * `[type=transit-gateway]` behind a list means its item whose `type` is that.
   */
  readonly path: string;
  /** Option of `atoll region new` that answers it, without dashes. */
  readonly flag: string;
  /** What a person is asked; no full stop, no question mark. */
  readonly text: string;
  /** One line above the field in the file: what it does, or why it matters. */
  readonly comment: string;
  /** A valid answer; stands in for one that is still open while others are checked. Absent where the field has a default. */
  readonly example?: string;
  /** Where a proposal comes from that no schema can make: a random id, or a free network. */
  readonly proposal?: 'random-id' | 'free-cidr';
  /** Answers that make it worth asking, `*` for any; absent: always. */
  readonly when?: { readonly path: string; readonly is: readonly string[] };
  /** Codes of problems with other fields that another answer mends. */
  readonly mends?: readonly string[];
  /** False: only an option, nobody is asked. */
  readonly isAsked: boolean;
  /** True: it stands in the file even where the answer is the default, because a reader looks for it. */
  readonly isAlwaysWritten: boolean;
}

/** The questions that one cloud adds. */
export interface CloudQuestions {
  /** Value of `spec.cloud`. */
  readonly cloud: string;
  /** Asked right behind the location, since others depend on them: the account, for instance. */
  readonly identity: readonly RegionQuestion[];
  /** Asked behind the common ones. */
  readonly details: readonly RegionQuestion[];
}

/** Answers by path; values as the schema has them. */
export type RegionAnswers = Readonly<Record<string, unknown>>;
