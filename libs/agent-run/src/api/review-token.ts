import type { ReviewToken } from '@atoll/execution-api';
import type { Requester } from '../cluster/cluster-requests.ts';

const PATH = '/apis/authentication.k8s.io/v1/tokenreviews';

/** `status` of a TokenReview. Source: Kubernetes, authentication/v1. */
interface ReviewStatus {
  readonly authenticated?: boolean;
  readonly user?: { readonly username?: string; readonly groups?: readonly string[] };
  readonly audiences?: readonly string[];
}

/** Makes the question whose a token is, to the API server. @throws the connection's errors, when nobody could be asked */
export function createReviewToken(requester: Requester): ReviewToken {
  return async (token, audiences) => {
    const { body } = await requester.request({
      method: 'POST',
      path: PATH,
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: { token, audiences } },
    });
    const { status } = body as { readonly status?: ReviewStatus };
    if (status === undefined) return 'unavailable';
    return {
      authenticated: status.authenticated === true,
      username: status.user?.username ?? '',
      groups: status.user?.groups ?? [],
      audiences: status.audiences ?? [],
    };
  };
}
