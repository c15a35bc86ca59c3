import { describe, expect, it } from 'vitest';
import { planEgress } from './plan-egress.ts';

const GIT = 'https://git.example.com/deploy.git';
const HOSTS = { git: GIT, webhooks: [], jwks: undefined };

function rulesTo(to: string, plan: ReturnType<typeof planEgress>) {
  return plan.rules.filter((rule) => rule.to === to);
}

describe(planEgress, () => {
  it('opens exactly the ranges that are configured', () => {
    const ranges = {
      apiServer: ['10.0.0.1/32'],
      git: ['198.51.100.0/28'],
      webhook: ['203.0.113.7/32', '203.0.113.8/32'],
      jwks: ['192.0.2.0/24'],
      prometheus: ['10.9.0.0/16'],
      kms: ['10.8.0.0/16'],
    };

    const plan = planEgress(ranges, {
      git: GIT,
      webhooks: ['https://hooks.example.com/a'],
      jwks: 'https://login.example.com/keys',
    });

    expect(plan).toStrictEqual({
      rules: [
        { to: 'apiServer', cidrs: ['10.0.0.1/32'], ports: [443, 6443] },
        { to: 'git', cidrs: ['198.51.100.0/28'], ports: [443] },
        { to: 'webhook', cidrs: ['203.0.113.7/32', '203.0.113.8/32'], ports: [443] },
        { to: 'jwks', cidrs: ['192.0.2.0/24'], ports: [443] },
        { to: 'prometheus', cidrs: ['10.9.0.0/16'], ports: [443, 9090] },
        { to: 'kms', cidrs: ['10.8.0.0/16'], ports: [443] },
      ],
      open: [],
    });
  });

  it('opens the port of a host without ranges to every address, and says so', () => {
    const plan = planEgress({}, { ...HOSTS, webhooks: ['https://hooks.example.com:8443/a'] });

    expect(rulesTo('git', plan)).toStrictEqual([{ to: 'git', cidrs: ['0.0.0.0/0'], ports: [443] }]);
    expect(rulesTo('webhook', plan)).toStrictEqual([{ to: 'webhook', cidrs: ['0.0.0.0/0'], ports: [8443] }]);
    expect(plan.open).toStrictEqual([
      { host: 'git.example.com', port: 443, field: 'git' },
      { host: 'hooks.example.com', port: 8443, field: 'webhook' },
    ]);
  });

  it('opens nothing to hosts that there are not, and ranges of unused hosts are no leave', () => {
    const plan = planEgress({ webhook: ['203.0.113.7/32'], jwks: ['192.0.2.0/24'] }, HOSTS);

    expect(plan.rules.map(({ to }) => to)).toStrictEqual(['apiServer', 'git']);
  });

  it('reaches an API server in private address space alone, unless told where it is', () => {
    const [rule] = rulesTo('apiServer', planEgress({}, HOSTS));

    expect(rule?.cidrs).toStrictEqual(['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16']);
  });

  it.each([
    ['ssh://git@git.example.com/deploy.git', 22],
    ['ssh://git@git.example.com:2222/deploy.git', 2222],
    ['http://git.example.com/deploy.git', 80],
    ['https://git.example.com:444/deploy.git', 444],
  ])('takes the port of %s', (git, port) => {
    expect(rulesTo('git', planEgress({}, { ...HOSTS, git }))[0]?.ports).toStrictEqual([port]);
  });
});
