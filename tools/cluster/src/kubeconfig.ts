import { stringify } from 'yaml';

/** What a kubeconfig says: where the server is and who asks, certificates and key as PEM text. */
export interface KubeconfigContent {
  readonly url: string;
  readonly authority: string;
  readonly cert: string;
  readonly key: string;
}

/** Renders a kubeconfig with one context, `atoll`, that holds its certificates itself. */
export function renderKubeconfig({ url, authority, cert, key }: KubeconfigContent): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'atoll',
    contexts: [{ name: 'atoll', context: { cluster: 'atoll', user: 'admin' } }],
    clusters: [
      { name: 'atoll', cluster: { server: url, 'certificate-authority-data': toBase64(authority) } },
    ],
    users: [
      {
        name: 'admin',
        user: { 'client-certificate-data': toBase64(cert), 'client-key-data': toBase64(key) },
      },
    ],
  });
}

function toBase64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
