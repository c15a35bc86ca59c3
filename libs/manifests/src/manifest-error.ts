import { AppError } from '@atoll/core';

/** One thing wrong with one rendered object; the shape that every manifest validator gives. */
export interface ManifestProblem {
  /** Field path inside the object such as `spec.forProvider.cidrBlock`; empty for the whole object. */
  readonly path: string;
  /** Name of the rule, such as `pattern`, or a stable code such as `ERR_MANIFEST_NAME`. */
  readonly rule: string;
  /** What is wrong, what is allowed and the remedy. */
  readonly message: string;
}

/** Says that what the constructs rendered may not be written; every code begins with `ERR_MANIFEST_`. */
export class ManifestError extends AppError {}
