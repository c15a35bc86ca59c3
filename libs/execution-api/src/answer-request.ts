import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerProblem } from './answer-problem.ts';
import { type Authenticator, createAuthenticator } from './authentication/create-authenticator.ts';
import { ExecutionError } from './execution-error.ts';
import type { ExecutionApiOptions } from './execution-options.ts';
import { explainFault } from './explain-fault.ts';
import { createRateLimit, type RateLimit } from './limits/create-rate-limit.ts';
import { readBody } from './limits/read-body.ts';
import { toAddressKey } from './limits/to-address-key.ts';
import { type CheckInput, createCheckInput } from './routes/check-input.ts';
import { matchRoute } from './routes/match-route.ts';
import { renderOpenapi } from './routes/render-openapi.ts';
import { sendJson } from './send-json.ts';

const OPENAPI_PATH = '/openapi.json';
const ADDRESS_RATE = { burst: 60, perSecond: 20 };
const CALLER_RATE = { burst: 30, perSecond: 10 };

/** On every answer: nothing of it is kept, framed, sniffed or fetched without TLS. */
const SECURITY_HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=31536000',
  'X-Content-Type-Options': 'nosniff',
};

/** Answers one request; never throws. */
export type AnswerRequest = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

interface Pipeline {
  readonly options: ExecutionApiOptions;
  readonly authenticator: Authenticator;
  readonly addressLimit: RateLimit;
  readonly callerLimit: RateLimit;
  readonly checkInput: CheckInput;
  readonly openapi: unknown;
}

/** What became known of a request on its way, for the observer. */
interface Trace {
  readonly requestId: string;
  operationId: string;
  actor?: string;
  code?: string;
}

/** Makes the function that answers every request of the API. */
export function createAnswerRequest(options: ExecutionApiOptions): AnswerRequest {
  const { observer } = options;
  const nowMs = (): number => performance.now();
  const pipeline: Pipeline = {
    options,
    authenticator: createAuthenticator(options.authentication, (why) =>
      observer.onWarning('tokens cannot be checked', { why }),
    ),
    addressLimit: createRateLimit(options.addressRate ?? ADDRESS_RATE, nowMs),
    callerLimit: createRateLimit(options.callerRate ?? CALLER_RATE, nowMs),
    checkInput: createCheckInput(),
    openapi: renderOpenapi(options.version),
  };
  return async (request, response) => {
    const startedMs = nowMs();
    const trace: Trace = { requestId: randomUUID(), operationId: 'none' };
    setHeaders(response, trace.requestId);
    try {
      await answer({ request, response, trace }, pipeline);
    } catch (error) {
      trace.code = answerProblem(response, error, trace.requestId);
      if (trace.code === 'ERR_EXECUTION_INTERNAL') {
        observer.onWarning('a request failed by a fault', {
          requestId: trace.requestId,
          error: explainFault(error),
        });
      }
    }
    const { method = '' } = request;
    observer.onAnswer({ ...trace, method, status: response.statusCode, durationMs: nowMs() - startedMs });
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly trace: Trace;
}

async function answer({ request, response, trace }: Exchange, pipeline: Pipeline): Promise<void> {
  const { authenticator, options } = pipeline;
  const { method = '', url = '', headers } = request;
  takeTurn(pipeline.addressLimit, toAddressKey(request.socket.remoteAddress ?? ''));
  const [pathname = '', query = ''] = splitOnce(url, '?');
  if (pathname === OPENAPI_PATH && method === 'GET') {
    trace.operationId = 'readOpenapi';
    sendJson(response, { status: 200, body: pipeline.openapi });
    return;
  }
  const token = await authenticator.authenticate(headers.authorization);
  trace.actor = token.actor;
  takeTurn(pipeline.callerLimit, token.actor);
  const { route, path } = matchRoute(method, pathname);
  trace.operationId = route.operationId;
  authenticator.authorize(token, path['region'] ?? '', route.role);
  const input = pipeline.checkInput(route, new URLSearchParams(query), await readBody(request));
  const { actor } = token;
  const body = await route.answerWith({
    port: options.port,
    path,
    ...input,
    actor,
    requestId: trace.requestId,
  });
  if (body === undefined)
    throw new ExecutionError('ERR_EXECUTION_NOT_FOUND', 'there is no such thing in the region');
  sendJson(response, { status: route.status, body });
}

function takeTurn(limit: RateLimit, caller: string): void {
  const seconds = limit.take(caller);
  if (seconds > 0) {
    const headers = { 'Retry-After': String(seconds) };
    throw new ExecutionError('ERR_EXECUTION_RATE', `too many requests; try again in ${seconds} s`, {
      headers,
    });
  }
}

function setHeaders(response: ServerResponse, requestId: string): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  response.setHeader('X-Request-Id', requestId);
}

function splitOnce(text: string, mark: string): readonly string[] {
  const index = text.indexOf(mark);
  return index === -1 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}
