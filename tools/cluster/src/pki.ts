import { spawn } from 'node:child_process';
import { generateKeyPairSync, randomInt } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ClusterError } from './cluster-error.ts';

/** Longer than any test or demo; certificates of a kept data folder are made anew at every start. */
const VALID_DAYS = '3650';

/** Only the owner may read keys. */
const KEY_MODE = 0o600;

/** Serials only have to differ within one short-lived authority; `randomInt` takes ranges below 2^48. */
const MAX_SERIAL = 2 ** 48 - 2;

/** Read by both OpenSSL and LibreSSL (macOS), so that no `-addext` or `-CA` of newer versions is needed. */
const OPENSSL_CONFIG = `[req]
distinguished_name = subject
prompt = no
[subject]
CN = unused
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost, DNS:kubernetes.default.svc, IP:127.0.0.1, IP:10.0.0.1
[client]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
`;

/** Paths of a certificate and its private key, both PEM. */
export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
}

/** Paths of everything that a control plane's TLS and token signing need, all PEM. */
export interface ClusterPki {
  readonly folder: string;
  readonly authority: CertificateFiles;
  readonly server: CertificateFiles;
  /** Client certificate of the user `admin` in the group `system:masters`. */
  readonly admin: CertificateFiles;
  /** Key pair that signs service-account tokens; `cert` is the public key. */
  readonly serviceAccount: CertificateFiles;
}

interface CertificateOrder {
  readonly name: string;
  /** In openssl's form, `/O=group/CN=user`. */
  readonly subject: string;
  readonly extensions: 'server' | 'client';
}

/**
 * Makes a certificate authority, the certificates of the API server and of an administrator, and the key of
 * service-account tokens in `folder`: EC P-256 throughout.
 *
 * @throws ClusterError `ERR_CLUSTER_OPENSSL` when the openssl program is absent or fails
 */
export async function createPki(folder: string): Promise<ClusterPki> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(configPath(folder), OPENSSL_CONFIG);
  const authority = await createAuthority(folder);
  const [server, admin, serviceAccount] = await Promise.all([
    issueCertificate(folder, { name: 'server', subject: '/CN=kube-apiserver', extensions: 'server' }),
    issueClientCertificate(folder, { user: 'admin', groups: ['system:masters'] }),
    createSigningKey(folder),
  ]);
  return { folder, authority, server, admin, serviceAccount };
}

/**
 * Issues a client certificate that authenticates as `user` in `groups`, signed by the authority in `folder`.
 *
 * @throws ClusterError `ERR_CLUSTER_OPENSSL`
 */
export async function issueClientCertificate(
  folder: string,
  identity: { readonly user: string; readonly groups: readonly string[] },
): Promise<CertificateFiles> {
  const groups = identity.groups.map((group) => `/O=${group}`).join('');
  const name = `client-${encodeURIComponent(identity.user)}`;
  return issueCertificate(folder, { name, subject: `${groups}/CN=${identity.user}`, extensions: 'client' });
}

async function createAuthority(folder: string): Promise<CertificateFiles> {
  const files = filesOf(folder, 'ca');
  await writeNewKey(files.key);
  const request = ['req', '-x509', '-new', '-sha256', '-key', files.key, '-subj', '/CN=atoll-cluster-ca'];
  const config = ['-config', configPath(folder), '-extensions', 'authority'];
  await runOpenssl([...request, ...config, '-days', VALID_DAYS, '-out', files.cert]);
  return files;
}

async function issueCertificate(folder: string, order: CertificateOrder): Promise<CertificateFiles> {
  const files = filesOf(folder, order.name);
  const request = join(folder, `${order.name}.csr`);
  const authority = filesOf(folder, 'ca');
  const config = configPath(folder);
  await writeNewKey(files.key);
  const subject = ['-config', config, '-subj', order.subject];
  await runOpenssl(['req', '-new', '-sha256', '-key', files.key, ...subject, '-out', request]);
  const issuer = [
    '-CA',
    authority.cert,
    '-CAkey',
    authority.key,
    '-set_serial',
    String(randomInt(1, MAX_SERIAL)),
  ];
  const extensions = ['-extfile', config, '-extensions', order.extensions];
  const result = ['-sha256', '-days', VALID_DAYS, '-out', files.cert];
  await runOpenssl(['x509', '-req', '-in', request, ...issuer, ...extensions, ...result]);
  await rm(request);
  return files;
}

async function createSigningKey(folder: string): Promise<CertificateFiles> {
  const files = { cert: join(folder, 'service-account.pub'), key: join(folder, 'service-account.key') };
  const publicKey = await writeNewKey(files.key);
  await writeFile(files.cert, publicKey);
  return files;
}

async function writeNewKey(path: string): Promise<string> {
  const pair = generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  await writeFile(path, pair.privateKey, { mode: KEY_MODE });
  return pair.publicKey;
}

function runOpenssl(args: readonly string[]): Promise<void> {
  const child = spawn('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  return new Promise((resolvePromise, reject) => {
    child.once('error', (cause) => {
      const message = 'the program openssl is needed to make certificates; install it and put it on PATH';
      reject(new ClusterError('ERR_CLUSTER_OPENSSL', message, { cause }));
    });
    child.once('close', (code) => {
      if (code === 0) resolvePromise();
      else reject(new ClusterError('ERR_CLUSTER_OPENSSL', `openssl ${args[0]} failed with ${code}: ${text}`));
    });
  });
}

function filesOf(folder: string, name: string): CertificateFiles {
  return { cert: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) };
}

function configPath(folder: string): string {
  return join(folder, 'openssl.cnf');
}
