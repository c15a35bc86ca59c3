import { readFileSync } from 'node:fs';
import { Agent, request as send } from 'undici';
import type { LeaseConnection } from '../lease-connection.ts';

/** Where an API server is, and the files of the administrator's certificate. */
export interface AdminIdentity {
  readonly url: string;
  readonly caPath: string;
  readonly adminCert: string;
  readonly adminKey: string;
}

/** A connection for tests whose network can be taken away. */
export interface AdminConnection extends LeaseConnection {
  /** From now on requests are lost: nothing arrives and nothing is answered. */
  cut(): void;
  /** Ends the cut; what was lost stays lost. */
  mend(): void;
  close(): Promise<void>;
}

/** Opens a connection as administrator; failed requests are errors with the server's `status`. */
export function connectAdmin({ url, caPath, adminCert, adminKey }: AdminIdentity): AdminConnection {
  const [ca, cert, key] = [caPath, adminCert, adminKey].map((path) => readFileSync(path, 'utf8'));
  const dispatcher = new Agent({ connect: { ca, cert, key } as object });
  let isCut = false;
  return {
    async request({ method, path, body, signal }) {
      if (isCut) return new Promise(() => undefined);
      const answer = await send(`${url}${path}`, {
        dispatcher,
        method,
        headers: { 'content-type': 'application/json' },
        body: body === undefined ? null : JSON.stringify(body),
        ...(signal === undefined ? {} : { signal }),
      });
      const json: unknown = await answer.body.json();
      const status = answer.statusCode;
      if (status >= 300) throw Object.assign(new Error(JSON.stringify(json)), { status });
      return { status, body: json };
    },
    cut() {
      isCut = true;
    },
    mend() {
      isCut = false;
    },
    close: () => dispatcher.destroy(),
  };
}
