import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DriftCloudEvent } from '@atoll/drift';
import { AgentError } from '../../agent-error.ts';
import { signMessage } from './sign-message.ts';

/** Longest time that a receiver may take for an answer. */
const TIMEOUT_MS = 10_000;

/** Answers after which the same message may be taken later. */
const TRANSIENT: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Where a message goes, and by which key it is signed. */
export interface MessageTarget {
  readonly name: string;
  readonly url: string;
  /** Folder with a folder for each webhook, which holds the file `hmacKey`; read for each message, as Secrets change. */
  readonly keyFolder: string | undefined;
}

/** What became of a message; `refused`: the receiver will not take it later either. */
export type MessageOutcome =
  | { readonly result: 'taken' }
  | { readonly result: 'refused'; readonly status: number };

/**
 * Sends a message to a webhook and waits for the answer.
 *
 * @throws AgentError `ERR_AGENT_WEBHOOK_KEY`, `ERR_AGENT_WEBHOOK`: worth another try
 */
export async function sendMessage(
  { name, url, keyFolder }: MessageTarget,
  event: DriftCloudEvent,
  now: Date,
): Promise<MessageOutcome> {
  const body = JSON.stringify(event);
  const key = await readKey(name, keyFolder);
  const signature = signMessage(key, { id: event.id, seconds: Math.floor(now.getTime() / 1_000), body });
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents+json; charset=utf-8', ...signature },
    body,
    // The key is for this receiver alone.
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new AgentError('ERR_AGENT_WEBHOOK', `Webhook ${name} gave no answer; it is tried again.`, {
      cause,
    });
  });
  await answer.body?.cancel();
  if (answer.ok) return { result: 'taken' };
  if (TRANSIENT.has(answer.status))
    throw new AgentError(
      'ERR_AGENT_WEBHOOK',
      `Webhook ${name} answered with status ${answer.status}; it is tried again.`,
    );
  return { result: 'refused', status: answer.status };
}

async function readKey(name: string, folder: string | undefined): Promise<string> {
  const key =
    folder === undefined
      ? ''
      : await readFile(join(folder, name, 'hmacKey'), 'utf8').catch((error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return '';
          throw error;
        });
  if (key.trim() !== '') return key.trim();
  throw new AgentError(
    'ERR_AGENT_WEBHOOK_KEY',
    `Webhook ${name} has no key, so nothing is sent to it; make its Secret with the key hmacKey in the agent's namespace.`,
  );
}
