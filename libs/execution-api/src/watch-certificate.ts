import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { ExecutionError } from './execution-error.ts';
import type { TlsFiles } from './execution-options.ts';

const LOOK_EVERY_MS = 10_000;

/** A certificate with its key, both PEM, that belong together. */
export interface ServerCertificate {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/**
 * Reads certificate and key and tries them.
 *
 * @throws ExecutionError `ERR_EXECUTION_CERTIFICATE`; the message names the files, never their content
 */
export async function readCertificate({ certificateFile, keyFile }: TlsFiles): Promise<ServerCertificate> {
  try {
    const [cert, key] = await Promise.all([readFile(certificateFile), readFile(keyFile)]);
    createSecureContext({ cert, key });
    return { cert, key };
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
    const message = `${certificateFile} and ${keyFile} are no PEM certificate with its key (${why}); write both again`;
    throw new ExecutionError('ERR_EXECUTION_CERTIFICATE', message);
  }
}

/** Who is told about what the files hold. */
export interface CertificateListener {
  onChange(certificate: ServerCertificate): void;
  onFault(message: string): void;
}

/**
 * Looks at the files again and again, because a mounted Secret changes by a link that is moved, which file events do
 * not tell. A pair that does not fit, as in the middle of a change, is said once and looked at again; what was read
 * before stays in use.
 *
 * @returns stops it
 */
export function watchCertificate(
  files: TlsFiles,
  current: ServerCertificate,
  { onChange, onFault }: CertificateListener,
): () => void {
  let known = current;
  let lastFault = '';
  let isBusy = false;

  async function look(): Promise<void> {
    try {
      const next = await readCertificate(files);
      lastFault = '';
      if (next.cert.equals(known.cert) && next.key.equals(known.key)) return;
      known = next;
      onChange(next);
    } catch (error) {
      const fault = error instanceof Error ? error.message : 'unknown reason';
      if (fault !== lastFault) onFault(fault);
      lastFault = fault;
    }
  }

  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    void look().finally(() => {
      isBusy = false;
    });
  }, files.lookEveryMs ?? LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
