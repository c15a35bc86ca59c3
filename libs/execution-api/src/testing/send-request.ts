import type { IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';

/** A request of a test. */
export interface TestRequest extends RequestOptions {
  readonly body?: string;
}

/** An answer, with its body as text and, if it is JSON, as a value. */
export interface TestAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** Sends one request on a connection of its own. */
export function sendRequest(url: string, { body, ...options }: TestRequest): Promise<TestAnswer> {
  return new Promise((resolve, reject) => {
    const sent = httpsRequest(url, { agent: false, ...options }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        text += chunk;
      });
      answer.once('error', reject);
      answer.once('end', () => {
        const isJson = /json/.test(answer.headers['content-type'] ?? '');
        const json = isJson ? (JSON.parse(text) as Readonly<Record<string, unknown>>) : {};
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, json });
      });
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
