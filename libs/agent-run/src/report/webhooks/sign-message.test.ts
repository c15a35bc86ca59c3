import { describe, expect, it } from 'vitest';
import { signMessage } from './sign-message.ts';

describe(signMessage, () => {
  it('signs as the example of Standard Webhooks does', () => {
    // Example of the specification's reference libraries.
    expect(
      signMessage('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', {
        id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        seconds: 1_614_265_330,
        body: '{"test": 2432232314}',
      }),
    ).toStrictEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('gives another signature for another id, time, body or key', () => {
    const message = { id: 'a', seconds: 1, body: '{}' };
    const of = (key: string, changed: Partial<typeof message>) =>
      signMessage(key, { ...message, ...changed })['webhook-signature'];
    const signatures = [
      of('k', {}),
      of('k', { id: 'b' }),
      of('k', { seconds: 2 }),
      of('k', { body: '[]' }),
      of('l', {}),
    ];

    expect(new Set(signatures).size).toBe(5);
  });
});
