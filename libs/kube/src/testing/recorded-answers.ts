/** Answers that kube-apiserver 1.36 gave. */
export const RECORDED_ANSWERS = {
  /** The line that ends a watch from a version that the server has forgotten; it comes under HTTP 200. */
  expiredWatch: {
    type: 'ERROR',
    object: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'too old resource version: 300 (4766)',
      reason: 'Expired',
      code: 410,
    },
  },

  /** With HTTP 410, to a page of a list. */
  expiredContinue: {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: { continue: 'eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6LTEsInN0YXJ0IjoiZGVwLWFcdTAwMDAifQ' },
    status: 'Failure',
    message:
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
    reason: 'Expired',
    code: 410,
  },

  /** With HTTP 504 and Retry-After 1, to a list or watch from a version that the server has not reached. */
  tooLargeVersion: {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: 'Timeout: Too large resource version: 99999999, current: 4842',
    reason: 'Timeout',
    details: {
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      retryAfterSeconds: 1,
    },
    code: 504,
  },

  /** A list of partial metadata without an object. */
  emptyMetadataList: {
    kind: 'PartialObjectMetadataList',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion: '4842' },
    items: null,
  },
} as const;
