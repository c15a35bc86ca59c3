import { STATUS_CODES, type ServerResponse } from 'node:http';
import { ExecutionError, type ProblemCode, problemStatus } from './execution-error.ts';
import { sendJson } from './send-json.ts';

/** Answers with a problem (RFC 9457). What nobody foresaw is told to the log only. */
export function answerProblem(response: ServerResponse, error: unknown, requestId: string): ProblemCode {
  const isKnown = error instanceof ExecutionError && isProblem(error.code);
  const code = isKnown ? (error.code as ProblemCode) : 'ERR_EXECUTION_INTERNAL';
  const status = problemStatus[code];
  const detail = isKnown
    ? error.message
    : 'something went wrong; the log has more under the id of this request';
  const problem = { type: 'about:blank', title: STATUS_CODES[status], status, detail, code };
  sendJson(response, {
    status,
    body: { ...problem, instance: `urn:uuid:${requestId}` },
    headers: { ...(isKnown ? error.headers : {}), 'Content-Type': 'application/problem+json' },
  });
  return code;
}

function isProblem(code: string): code is ProblemCode {
  return Object.hasOwn(problemStatus, code);
}
