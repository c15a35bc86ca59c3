import { AppError } from '@atoll/core';

/** Something that keeps schemas from being generated: a missing file, an unknown kind, a broken list. */
export class SchemasError extends AppError {}
