import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { type Agent, request as send } from 'node:https';

import type { AnswerFault } from './answer-fault.ts';
import { createLineChange } from './line-change.ts';

/** Where requests go on to. */
export interface Upstream {
  readonly url: string;
  readonly asAdmin: Agent;
  readonly asBearer: Agent;
}

/** A request, where its answer goes, and what shall happen to it. */
export interface Relayed {
  readonly request: Http2ServerRequest;
  readonly response: Http2ServerResponse;
  readonly fault: AnswerFault | undefined;
}

/** Of one connection, not of the message; HTTP/2 knows none of them. */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'host',
  'http2-settings',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);

/** Sends a request on and its answer back, unless a fault says otherwise. */
export function relayRequest(upstream: Upstream, relayed: Relayed): void {
  const { response, fault } = relayed;
  if (fault?.kind === 'silence') return;
  if (fault?.kind === 'answer') {
    const isText = typeof fault.body === 'string';
    response.writeHead(fault.status, {
      'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json',
      ...fault.headers,
    });
    response.end(isText ? fault.body : JSON.stringify(fault.body));
    return;
  }
  passOn(upstream, relayed);
}

function passOn({ url, asAdmin, asBearer }: Upstream, { request, response, fault }: Relayed): void {
  const { method, headers } = request;
  const agent = headers.authorization === undefined ? asAdmin : asBearer;
  const outgoing = send(new URL(request.url, url), { method, agent, headers: passing(headers) });
  outgoing.once('error', () => response.stream.destroy());
  outgoing.once('response', (answer) => passBack(answer, response, fault));
  response.once('close', () => outgoing.destroy());
  request.pipe(outgoing);
}

function passBack(
  answer: IncomingMessage,
  response: Http2ServerResponse,
  fault: AnswerFault | undefined,
): void {
  response.writeHead(answer.statusCode ?? 502, passing(answer.headers));
  answer.once('error', () => response.stream.destroy());
  if (fault?.kind === 'end') {
    const timer = setTimeout(() => response.end(), fault.afterMs);
    response.once('close', () => clearTimeout(timer));
  }
  const body = fault?.kind === 'lines' ? answer.pipe(createLineChange(fault.change)) : answer;
  body.pipe(response);
}

function passing(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      (entry): entry is [string, string | string[]] =>
        entry[1] !== undefined && !entry[0].startsWith(':') && !HOP_BY_HOP.has(entry[0]),
    ),
  );
}
