import type { Role } from '../authentication/identity.ts';
import type { ExecutionPort } from '../execution-port.ts';

/** A JSON Schema (2020-12), as data. */
export type Schema = Readonly<Record<string, unknown>>;

/** What a handler gets: everything has been checked against the route's schemas. */
export interface RouteInput {
  readonly port: ExecutionPort;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** `{}` when the request has none. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly actor: string;
  readonly requestId: string;
}

/** One operation: routing, checking and the OpenAPI document are made of it. */
export interface Route {
  readonly operationId: string;
  readonly method: 'GET' | 'POST';
  /** With `{name}` for a step that is given; `{region}` stands in every one. */
  readonly path: string;
  readonly summary: string;
  readonly role: Role;
  /** One schema a query parameter. */
  readonly query?: Readonly<Record<string, Schema>>;
  /** Schema of the body; absent: a body is refused. */
  readonly body?: Schema;
  readonly status: 200 | 202;
  readonly answer: Schema;
  /** Name of the answer among the document's schemas. */
  readonly answerName: string;
  /** Gives the answer; `undefined` becomes 404. */
  readonly answerWith: (input: RouteInput) => Promise<unknown>;
}
