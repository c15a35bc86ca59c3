import { AppError } from '@atoll/core';

/** A namespaced object without a namespace, or a cluster-scoped one with it. */
export class ObjectNamespaceError extends AppError {
  constructor(place: string, namespaced: boolean) {
    const rule = namespaced
      ? 'the kind is namespaced; give namespace'
      : 'the kind is cluster-scoped; drop namespace';
    super('ERR_OBJECT_NAMESPACE', `${place}: ${rule}`);
  }
}
