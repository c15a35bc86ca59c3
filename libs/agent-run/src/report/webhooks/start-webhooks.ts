import type { DetectionParts } from '../../agent-parts.ts';
import type { AgentOptions } from '../../options/agent-options.ts';
import { sendMessage } from './send-message.ts';
import { createWebhookTeller, type WebhookTeller } from './webhook-teller.ts';

/** Makes the teller of an agent. Only the leader decides, so only it tells webhooks. */
export function startWebhooks(
  { webhookFolder: keyFolder }: Pick<AgentOptions, 'webhookFolder'>,
  { halves, clock, metrics, log }: Pick<DetectionParts, 'halves' | 'clock' | 'metrics' | 'log'>,
): WebhookTeller {
  return createWebhookTeller({
    webhooksOf: (region) => halves.ofRegion(region)?.config.webhooks ?? [],
    send: ({ name, url }, event) => sendMessage({ name, url, keyFolder }, event, clock.now()),
    clock,
    metrics,
    log,
  });
}
