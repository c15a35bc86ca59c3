import { describe, expect, it } from 'vitest';
import { type Asked, explainStatus, explainTransport } from './explain-failure.ts';

const asked: Asked = {
  list: { group: 'ec2.example.com', version: 'v1beta1', plural: 'vpcs', namespace: 'region-one' },
  server: 'https://10.0.0.1:6443',
  context: 'main',
};

describe('explainStatus', () => {
  it.each([
    [
      401,
      '{"kind":"Status","message":"Unauthorized","reason":"Unauthorized"}',
      'ERR_KUBE_UNAUTHORIZED',
      'https://10.0.0.1:6443 (context main) does not accept the credentials of the kubeconfig: they are wrong or have expired. Log in again.',
    ],
    [
      403,
      String.raw`{"kind":"Status","message":"vpcs.ec2.example.com is forbidden: User \"ann\" cannot list resource"}`,
      'ERR_KUBE_FORBIDDEN',
      'https://10.0.0.1:6443 (context main) forbids the user "ann" to list vpcs.ec2.example.com in namespace region-one. A Role there must allow the verb list on vpcs.ec2.example.com, and a RoleBinding must give it to that user.',
    ],
    [
      403,
      'a proxy says no',
      'ERR_KUBE_FORBIDDEN',
      'https://10.0.0.1:6443 (context main) forbids the user to list vpcs.ec2.example.com in namespace region-one. A Role there must allow the verb list on vpcs.ec2.example.com, and a RoleBinding must give it to that user.',
    ],
    [
      404,
      '404 page not found',
      'ERR_KUBE_NOT_FOUND',
      'https://10.0.0.1:6443 (context main) does not know vpcs.ec2.example.com of version v1beta1: its CRD is not installed there. Install it, or choose the right cluster.',
    ],
    [
      410,
      '{"kind":"Status","reason":"Expired","message":"The provided continue parameter is too old"}',
      'ERR_KUBE_RESPONSE',
      "https://10.0.0.1:6443 (context main) answered the list of vpcs.ec2.example.com in namespace region-one with status 410 (Expired). Run again; if it stays, look at the server's log.",
    ],
    [
      502,
      '<html>bad gateway</html>',
      'ERR_KUBE_RESPONSE',
      "https://10.0.0.1:6443 (context main) answered the list of vpcs.ec2.example.com in namespace region-one with status 502. Run again; if it stays, look at the server's log.",
    ],
  ])('turns status %d and %j into %s', (status, body, code, message) => {
    const error = explainStatus(status, body, asked);

    expect({ code: error.code, message: error.message, cause: error.cause }).toEqual({
      code,
      message,
      cause: undefined,
    });
  });

  it('takes nothing of the answer over but the user and the reason', () => {
    const body = String.raw`{"reason":"InternalError","message":"bearer s3cr3t-token","details":{"name":"s3cr3t-name"}}`;

    const texts = [401, 403, 404, 500].map((status) => explainStatus(status, body, asked).message);

    expect(texts.join('\n')).not.toContain('s3cr3t');
  });
});

describe('explainTransport', () => {
  it.each([
    ['ECONNREFUSED', 'nothing listens there (ECONNREFUSED)'],
    ['ENOTFOUND', 'the name is not known (ENOTFOUND)'],
    ['UND_ERR_CONNECT_TIMEOUT', 'nothing answers (UND_ERR_CONNECT_TIMEOUT)'],
    ['CERT_HAS_EXPIRED', "the server's certificate has expired (CERT_HAS_EXPIRED)"],
    [
      'ERR_TLS_CERT_ALTNAME_INVALID',
      "the server's certificate is for another name (ERR_TLS_CERT_ALTNAME_INVALID)",
    ],
    [
      'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
      'the server ended the TLS handshake (ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED): is the client certificate right?',
    ],
    ['ESOMETHING', 'the connection failed (ESOMETHING)'],
  ])('puts %s into words', (code, words) => {
    const failure = new TypeError('fetch failed', { cause: Object.assign(new Error('low level'), { code }) });

    const error = explainTransport(failure, asked, 10_000);

    expect(error.code).toBe('ERR_KUBE_UNREACHABLE');
    expect(error.message).toBe(
      `https://10.0.0.1:6443 (context main) cannot be reached: ${words}. Check the kubeconfig, the network and whether your address is allowed.`,
    );
  });

  it('names the time that was waited', () => {
    const error = explainTransport(new DOMException('timed out', 'TimeoutError'), asked, 10_000);

    expect(error.message).toContain('cannot be reached: no answer within 10 s.');
  });

  it('has words for a failure without any code', () => {
    const error = explainTransport('odd', asked, 10_000);

    expect(error.message).toContain('cannot be reached: the connection failed.');
  });
});
