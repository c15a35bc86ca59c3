import fc from 'fast-check';
import { agentSchema } from '../region-schema-agent.ts';
import { arbitraryFromSchema } from './arbitrary-from-schema.ts';

/** Something that fits a few objects. */
const matches = fc.constantFrom(
  { kind: 'Deployment' },
  { group: 'ec2.aws.m.upbound.io', kind: 'VPC', name: 'atoll-*' },
  { stage: 'platform', namespace: 'shop' },
);

const instants = fc.constantFrom('2026-10-01T00:00:00Z', '2027-02-28T23:59:59Z');

const reasons = fc.constantFrom('asked for by the owner', 'an autoscaler moves it');

const paths = fc.array(fc.constantFrom('/spec/replicas', '/metadata/annotations/*'), {
  minLength: 1,
  maxLength: 2,
});

const managers = fc.constant(['hpa-controller']);

const policies = fc.constantFrom('observe', 'notify', 'flux', 'apply');

const webhooks = fc.constantFrom(
  [],
  [{ name: 'on-call', url: 'https://hooks.example.com/atoll', secretName: 'agent-webhook' }],
  [
    { name: 'a', url: 'https://hooks.example.com:8443', secretName: 'one' },
    { name: 'b', url: 'https://other.example.com/x', secretName: 'two' },
  ],
);

const windows = fc.constantFrom(
  [{ day: 'sat', start: '22:30', minutes: 90 }],
  [
    { day: 'mon', start: '02:00', minutes: 30 },
    { day: 'sun', start: '01:30', minutes: 1440 },
  ],
);

const overrides = {
  'drift.overrides': list({ match: matches, policy: policies }),
  'drift.ignore': fc.array(
    fc.record(
      { match: matches, paths, managers, until: instants, reason: reasons },
      { requiredKeys: ['match', 'reason'], noNullPrototype: true },
    ),
    { maxLength: 2 },
  ),
  'drift.elastic': fc.array(
    fc.record(
      {
        match: matches,
        path: fc.constant('/spec/replicas'),
        min: fc.constantFrom('2', '100Gi'),
        max: fc.constantFrom('30', '4Ti'),
        direction: fc.constantFrom('any', 'grows'),
      },
      { requiredKeys: ['match', 'path'], noNullPrototype: true },
    ),
    { maxLength: 2 },
  ),
  'drift.pauses': fc.array(
    fc.record(
      { match: matches, until: instants, actor: fc.constant('alice@example.com'), reason: reasons },
      { requiredKeys: ['until', 'actor', 'reason'], noNullPrototype: true },
    ),
    { maxLength: 2 },
  ),
  webhooks,
  'maintenance.timeZone': fc.constantFrom('UTC', 'Europe/Vienna', 'America/Argentina/Buenos_Aires'),
  'maintenance.windows': windows,
  'executionApi.audience': fc.constant('atoll-eu'),
  'executionApi.issuer': fc.constant('https://login.example.com'),
  'executionApi.jwksUrl': fc.constant('https://login.example.com/keys'),
};

/** Gives a generator of `spec.agent` as a valid Region may hold it; what the schema cannot say is mended. */
export function arbitraryAgent(): fc.Arbitrary<unknown> {
  return arbitraryFromSchema(agentSchema, overrides).map((value) => mend(value as RawAgent));
}

interface RawAgent {
  readonly access?: string;
  readonly drift?: { readonly policy?: string; readonly overrides?: readonly { readonly policy: string }[] };
  readonly executionApi?: Readonly<Record<string, string>>;
}

/** What heals needs the right to; an issuer and its keys go together. */
function mend(agent: RawAgent): RawAgent {
  const policies = [agent.drift?.policy, ...(agent.drift?.overrides ?? []).map(({ policy }) => policy)];
  const heals = policies.some((policy) => policy === 'flux' || policy === 'apply');
  const { issuer, jwksUrl, ...api } = agent.executionApi ?? {};
  const both = issuer !== undefined && jwksUrl !== undefined ? { issuer, jwksUrl } : {};
  return {
    ...agent,
    ...(heals ? { access: 'remediating' } : {}),
    ...(agent.executionApi === undefined ? {} : { executionApi: { ...api, ...both } }),
  };
}

function list(fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<unknown> {
  return fc.array(fc.record(fields, { noNullPrototype: true }), { maxLength: 2 });
}
