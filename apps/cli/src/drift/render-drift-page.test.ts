import { describe, expect, it } from 'vitest';
import { toDriftPage } from './drift-page.ts';
import { renderDriftPage } from './render-drift-page.ts';
import { NOW, type RecordOverrides, testRecord } from './testing/test-record.ts';

function render(overrides: RecordOverrides = {}): string {
  return renderDriftPage(toDriftPage(testRecord(overrides), NOW), NOW, (_tone, text) => text);
}

describe(renderDriftPage, () => {
  it('says what is so, who did it, what happens, and what to do', () => {
    expect(render()).toBe(`Drift deployment-cart-5d1c0f3a

What
  region    aws-us-east-1 (half region, stage platform)
  object    Deployment shop/cart (apps/v1)
  class     Modified: replicas was changed by kubectl-edit
  state     open
  since     2026-11-30T03:00:00Z (10 min), last seen 2026-11-30T03:00:00Z
  compared  with commit 0123456789ab

/spec/replicas
  wanted  2
  live    7
  who     kubectl-edit (Update), user ann, 2026-11-30T02:59:58Z

What happens
  next     nothing by itself: the policy is observe
  policy   observe
  healing  safe

What you can do
  ack     atoll drift ack deployment-cart-5d1c0f3a --comment "…"
  heal    atoll drift heal deployment-cart-5d1c0f3a
  adopt   atoll drift adopt deployment-cart-5d1c0f3a
  ignore  atoll drift ignore deployment-cart-5d1c0f3a --until 2h --reason "…"

Never drift again: paste under spec.agent.drift.ignore of regions/aws-us-east-1/region.yaml
  - match:
      group: apps
      kind: Deployment
    reason: say here why this is meant

History
  2026-11-30T03:00:00Z  Drifted, replicas was changed

More
  runbook  docs/how-to/answer-drift.md
`);
  });

  it('says what people decided, and when the next thing happens', () => {
    const page = render({
      spec: {
        acknowledged: { by: 'ann', at: '2026-11-30T03:05:00Z', comment: 'load test' },
        healRequested: { by: 'bob', at: '2026-11-30T03:06:00Z', allowDisruptive: true },
      },
      status: { healClass: 'disruptive', nextActionAt: '2026-11-30T06:10:00Z', attempts: 2 },
    });

    expect(page).toContain('  when     2026-11-30T06:10:00Z (in 3 h)\n');
    expect(page).toContain('  tried    2 times\n');
    expect(page).toContain(`What people decided
  seen     by ann, 2026-11-30T03:05:00Z: load test
  healing  asked for by bob, 2026-11-30T03:06:00Z, may interrupt
`);
    expect(page).toContain('  heal    atoll drift heal deployment-cart-5d1c0f3a --allow-disruptive\n');
  });

  it('offers no healing that loses data, and no command for what is healed', () => {
    expect(render({ status: { healClass: 'destructive' } })).toContain('  heal    by hand: it loses data');
    expect(render({ status: { class: 'InSync' } })).not.toContain('What you can do');
  });

  it('says of a field that nobody can tell who wrote it', () => {
    const changes = [{ path: '/data/a', was: { json: '1' }, is: { absent: true } }];

    expect(render({ status: { changes } })).toContain(`/data/a
  wanted  1
  live    (absent)
  who     nobody can tell
`);
  });
});
