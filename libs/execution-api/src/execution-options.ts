import type { AuthenticationOptions } from './authentication/create-authenticator.ts';
import type { ExecutionObserver } from './execution-observer.ts';
import type { ExecutionPort } from './execution-port.ts';
import type { RateRule } from './limits/create-rate-limit.ts';

/** PEM files of the server; they are read again when they change. */
export interface TlsFiles {
  /** The server's certificate and those between it and the authority. */
  readonly certificateFile: string;
  readonly keyFile: string;
  /** How often the files are looked at, in ms. @default 10 s */
  readonly lookEveryMs?: number;
}

/** How long a caller may take, in ms. */
export interface TimeLimits {
  /** From connecting to the end of the headers. @default 10 s */
  readonly headersMs?: number;
  /** From the first byte to the last of the body. @default 30 s */
  readonly requestMs?: number;
  /** How often connections are looked at. @default 1 s */
  readonly checkEveryMs?: number;
}

/** What the API needs to run. */
export interface ExecutionApiOptions {
  readonly listen: { readonly host: string; readonly port: number };
  readonly tls: TlsFiles;
  readonly authentication: AuthenticationOptions;
  readonly port: ExecutionPort;
  readonly observer: ExecutionObserver;
  /** Of the program, for the OpenAPI document. */
  readonly version: string;
  /** Requests of one address, before anybody knows who asks. @default 60 at once, 20 a second */
  readonly addressRate?: RateRule;
  /** Requests of one caller. @default 30 at once, 10 a second */
  readonly callerRate?: RateRule;
  readonly timeLimits?: TimeLimits;
}
