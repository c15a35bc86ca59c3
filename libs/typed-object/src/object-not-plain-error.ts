import { AppError } from '@atoll/core';

/** A value in an object that JSON cannot hold as it is: a token, a class instance, a function, NaN, a hole. */
export class ObjectNotPlainError extends AppError {
  /** Where it stands, such as `spec.forProvider.tags`. */
  readonly path: string;

  constructor(path: string, found: string) {
    super('ERR_OBJECT_NOT_PLAIN', `${path}: ${found} cannot be rendered; give plain JSON values only`);
    this.path = path;
  }
}
