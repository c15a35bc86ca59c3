import { KubeError } from './kube-error.ts';
import { type ObjectList, renderResource } from './kube-object.ts';

/** What was asked, for messages. */
export interface Asked {
  readonly list: ObjectList;
  readonly server: string;
  readonly context: string;
}

/** Node's and undici's codes of a connection that never stood, in words. */
const TRANSPORT_FAULTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  EHOSTUNREACH: 'there is no route to it',
  ENETUNREACH: 'there is no route to it',
  ENOTFOUND: 'the name is not known',
  EAI_AGAIN: 'the name cannot be looked up now',
  ETIMEDOUT: 'nothing answers',
  EPIPE: 'the connection was cut',
  UND_ERR_CONNECT_TIMEOUT: 'nothing answers',
  UND_ERR_SOCKET: 'the connection was cut',
  CERT_HAS_EXPIRED: "the server's certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the server's certificate is not signed by the kubeconfig's authority",
  SELF_SIGNED_CERT_IN_CHAIN: "the server's certificate is not signed by the kubeconfig's authority",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the server's certificate is not signed by the kubeconfig's authority",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the server's certificate is not signed by the kubeconfig's authority",
  CERT_SIGNATURE_FAILURE: "the server's certificate is not signed by the kubeconfig's authority",
  ERR_TLS_CERT_ALTNAME_INVALID: "the server's certificate is for another name",
};

/** Gives the error of a request that got no answer. */
export function explainTransport(error: unknown, asked: Asked, timeoutMs: number): KubeError {
  const fault = describeFault(error, timeoutMs);
  return new KubeError(
    'ERR_KUBE_UNREACHABLE',
    `${asked.server} (context ${asked.context}) cannot be reached: ${fault}. Check the kubeconfig, the network and whether your address is allowed.`,
    { cause: error },
  );
}

/** Gives the error of an answer that is no success. */
export function explainStatus(status: number, body: string, asked: Asked): KubeError {
  const { list, server, context } = asked;
  const where = `${server} (context ${context})`;
  const resource = renderResource(list);
  switch (status) {
    case 401:
      return new KubeError(
        'ERR_KUBE_UNAUTHORIZED',
        `${where} does not accept the credentials of the kubeconfig: they are wrong or have expired. Log in again.`,
      );
    case 403:
      return new KubeError(
        'ERR_KUBE_FORBIDDEN',
        `${where} forbids ${readUser(body)} to list ${resource} in namespace ${list.namespace}. A Role there must allow the verb list on ${resource}, and a RoleBinding must give it to that user.`,
      );
    case 404:
      return new KubeError(
        'ERR_KUBE_NOT_FOUND',
        `${where} does not know ${resource} of version ${list.version}: its CRD is not installed there. Install it, or choose the right cluster.`,
      );
    default:
      return new KubeError(
        'ERR_KUBE_RESPONSE',
        `${where} answered the list of ${resource} in namespace ${list.namespace} with status ${status}${readReason(body)}. Run again; if it stays, look at the server's log.`,
      );
  }
}

function describeFault(error: unknown, timeoutMs: number): string {
  if ((error as Error).name === 'TimeoutError') return `no answer within ${timeoutMs / 1000} s`;
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (typeof code !== 'string') continue;
    if (code.includes('ALERT'))
      return `the server ended the TLS handshake (${code}): is the client certificate right?`;
    return `${TRANSPORT_FAULTS[code] ?? 'the connection failed'} (${code})`;
  }
  return 'the connection failed';
}

/** `… is forbidden: User "x" cannot list …`; the rest of the text is an authorizer's, who may write anything. */
function readUser(body: string): string {
  const user = /User \\?"([^"\\]{1,256})\\?"/.exec(body)?.[1];
  return user === undefined ? 'the user' : `the user ${JSON.stringify(user)}`;
}

/** A Status' reason is one word of a fixed set, such as `Expired`; its message is not taken over. */
function readReason(body: string): string {
  const reason = /"reason"\s*:\s*"([A-Za-z]{1,40})"/.exec(body)?.[1];
  return reason === undefined ? '' : ` (${reason})`;
}
