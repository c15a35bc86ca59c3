import { type ClientHttp2Session, type ClientHttp2Stream, connect } from 'node:http2';
import { KubeError } from '../kube-error.ts';
import type { KubeConnection, KubeCredentials } from '../transport/kube-connection.ts';

/** Below the 100 streams that kube-apiserver lets one session have. */
const STREAMS_A_SESSION = 90;

/** A session is asked so often, and dead when it did not answer by the next time: after twice as long at most. */
const PING_MS = 4_000;

/** For TCP and TLS. */
const CONNECT_MS = 5_000;

/** Open streams to one API server. */
export interface WatchSessions {
  /** Opens a stream; resolves before the server has answered. @throws KubeError */
  open(path: string): Promise<ClientHttp2Stream>;
  /** Ends every session: its streams fail, and are opened anew by whoever reads them. */
  recycle(reason: string): void;
  readonly size: number;
  close(): void;
}

interface Session {
  readonly http: ClientHttp2Session;
  streams: number;
  readonly timer: NodeJS.Timeout;
}

/** Makes sessions over the server and the credentials of a connection; each is pinged, for a frozen server closes nothing. */
export function openWatchSessions(connection: KubeConnection): WatchSessions {
  const sessions = new Set<Session>();
  let opening: Promise<Session> | undefined;
  const end = (session: Session, error?: Error) => {
    clearInterval(session.timer);
    sessions.delete(session);
    session.http.destroy(error);
  };
  const start = async (): Promise<Session> => {
    const session = await startSession(connection, await connection.credentials(), (dead, error) =>
      end(dead, error),
    );
    sessions.add(session);
    return session;
  };
  /** Gives a session with a stream that is the caller's: counted before anybody else looks. */
  const take = async (): Promise<Session> => {
    for (;;) {
      const free = [...sessions].find(
        ({ streams, http }) => streams < STREAMS_A_SESSION && !http.closed && !http.destroyed,
      );
      if (free !== undefined) {
        free.streams += 1;
        return free;
      }
      opening ??= start().finally(() => (opening = undefined));
      await opening;
    }
  };
  return {
    async open(path) {
      const { headers } = await connection.credentials();
      return openStream(await take(), connection.server, { path, headers });
    },
    recycle: (reason) => {
      for (const session of [...sessions]) end(session, new Error(reason));
    },
    get size() {
      return sessions.size;
    },
    close: () => {
      for (const session of [...sessions]) end(session);
    },
  };
}

/** Gives back the stream that the caller counted when it ends, or never begins. */
function openStream(
  session: Session,
  server: string,
  { path, headers }: { readonly path: string; readonly headers: Readonly<Record<string, string>> },
): ClientHttp2Stream {
  const base = new URL(server).pathname.replace(/\/$/, '');
  const release = () => {
    session.streams -= 1;
  };
  try {
    const stream = session.http.request({ ...headers, ':path': base + path, accept: 'application/json' });
    stream.once('close', release);
    return stream;
  } catch (error) {
    release();
    throw toUnreachable(server, error as Error);
  }
}

async function startSession(
  { server }: KubeConnection,
  { tls }: KubeCredentials,
  onDead: (session: Session, error?: Error) => void,
): Promise<Session> {
  const http = connect(new URL(server).origin, { ...tls, ALPNProtocols: ['h2'] });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timeout = setTimeout(() => http.destroy(new Error('no TLS session in time')), CONNECT_MS);
  http.once('connect', () => resolve());
  http.on('error', (error) => reject(toUnreachable(server, error)));
  http.once('close', () => reject(toUnreachable(server, new Error('closed'))));
  try {
    await promise;
  } finally {
    clearTimeout(timeout);
  }
  // The process may end while a watch is open.
  http.unref();
  let isAnswered = true;
  const timer = setInterval(() => {
    if (!isAnswered) {
      onDead(session, toSilent(server));
      return;
    }
    isAnswered = false;
    if (!http.destroyed) http.ping(() => (isAnswered = true));
  }, PING_MS).unref();
  const session: Session = { http, streams: 0, timer };
  http.once('close', () => onDead(session));
  http.once('goaway', () => http.close());
  return session;
}

function toSilent(server: string): KubeError {
  const text = `${server} does not answer a ping within ${PING_MS / 1_000} s.`;
  return new KubeError('ERR_KUBE_UNREACHABLE', text, { reason: 'Silent' });
}

function toUnreachable(server: string, error: Error): KubeError {
  const { code } = error as NodeJS.ErrnoException;
  return new KubeError(
    'ERR_KUBE_UNREACHABLE',
    `${server} cannot be reached for a watch: ${code ?? 'the session failed'}.`,
    {
      cause: error,
    },
  );
}
