import { describe, expect, it } from 'vitest';

import { parsePretendArguments } from './parse-pretend-arguments.ts';

describe('parsePretendArguments', () => {
  it('reads what to play and how quick', () => {
    const args = '--kubeconfig k --namespace a --namespace=b --resource vpcs.ec2 --latency-ms 5 --poll-ms 9';

    expect(parsePretendArguments(args.split(' '))).toEqual({
      name: 'start',
      options: {
        kubeconfig: 'k',
        namespaces: ['a', 'b'],
        resources: ['vpcs.ec2'],
        pace: { latencyMs: 5, pollMs: 9 },
      },
    });
  });

  it.each([
    [['--namespace', 'a'], /^--kubeconfig and --namespace are needed/],
    [['--kubeconfig', 'k'], /^--kubeconfig and --namespace are needed/],
    [['--kubeconfig', 'k', '--namespace', 'a', '--poll-ms', '1s'], /^--poll-ms "1s" is not a whole number/],
    [['--kube', 'k'], /'--kube'/],
  ])('refuses %j', (args, message) => {
    expect(() => parsePretendArguments(args)).toThrow(message);
  });
});
