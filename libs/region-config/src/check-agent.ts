import { quoteValue } from './describe-value.ts';
import type { FieldPath } from './field-path.ts';
import { parseInstant } from './instant.ts';
import type { RegionConfig } from './region-schema.ts';

type AgentConfig = RegionConfig['spec']['agent'];

/** A rule across the fields of `spec.agent` that is broken. */
interface Broken {
  readonly path: FieldPath;
  readonly message: string;
  readonly code: string;
}

/** Policies that write to the cluster. */
const HEALING = new Set(['flux', 'apply']);

/** Gives the broken rules across the fields of `spec.agent`. */
export function checkAgent(agent: AgentConfig): readonly Broken[] {
  return [
    ...checkAccess(agent),
    ...checkMatches(agent),
    ...checkInstants(agent),
    ...checkIssuer(agent),
    ...checkWebhooks(agent.webhooks),
    ...checkTimeZone(agent),
  ];
}

function checkAccess({ access, drift }: AgentConfig): readonly Broken[] {
  if (access === 'remediating') return [];
  const policies = [
    { path: ['spec', 'agent', 'drift', 'policy'], policy: drift.policy },
    ...drift.overrides.map(({ policy }, index) => ({
      path: ['spec', 'agent', 'drift', 'overrides', index, 'policy'],
      policy,
    })),
  ];
  return policies
    .filter(({ policy }) => HEALING.has(policy))
    .map(({ path, policy }) => ({
      path,
      code: 'ERR_CONFIG_AGENT_ACCESS',
      message: `${quoteValue(policy)} writes to the cluster, and spec.agent.access is ${quoteValue(access)}; set it to "remediating", or take the policy "notify"`,
    }));
}

/** A match of nothing would fit everything, which nobody writes on purpose; a pause of everything has no match at all. */
function checkMatches({ drift }: AgentConfig): readonly Broken[] {
  return (['overrides', 'ignore', 'elastic', 'pauses'] as const).flatMap((list) =>
    drift[list].flatMap(({ match }, index) =>
      match === undefined || Object.keys(match).length > 0
        ? []
        : [
            {
              path: ['spec', 'agent', 'drift', list, index, 'match'],
              code: 'ERR_CONFIG_VALUE',
              message: 'names nothing, so it would fit every object; give at least a kind or a stage',
            },
          ],
    ),
  );
}

function checkInstants({ drift }: AgentConfig): readonly Broken[] {
  return (['ignore', 'pauses'] as const).flatMap((list) =>
    drift[list].flatMap(({ until }, index) =>
      until === undefined || parseInstant(until) !== undefined
        ? []
        : [
            {
              path: ['spec', 'agent', 'drift', list, index, 'until'],
              code: 'ERR_CONFIG_VALUE',
              message: `${quoteValue(until)} is no day of the calendar; correct it`,
            },
          ],
    ),
  );
}

function checkIssuer({ executionApi }: AgentConfig): readonly Broken[] {
  if (executionApi === undefined) return [];
  const { issuer, jwksUrl } = executionApi;
  if ((issuer === undefined) === (jwksUrl === undefined)) return [];
  const [given, missing] = issuer === undefined ? ['jwksUrl', 'issuer'] : ['issuer', 'jwksUrl'];
  return [
    {
      path: ['spec', 'agent', 'executionApi', given],
      code: 'ERR_CONFIG_VALUE',
      message: `needs spec.agent.executionApi.${missing} beside it: keys without an issuer, or an issuer without keys, check no token; add it, or remove this one`,
    },
  ];
}

/** Gives the webhooks whose name is another's. */
export function checkWebhooks(webhooks: readonly { readonly name: string }[]): readonly Broken[] {
  return webhooks.flatMap(({ name }, index) =>
    webhooks.findIndex((other) => other.name === name) === index
      ? []
      : [
          {
            path: ['spec', 'agent', 'webhooks', index, 'name'],
            code: 'ERR_CONFIG_DUPLICATE',
            message: `${quoteValue(name)} is the name of another webhook; choose a name of its own`,
          },
        ],
  );
}

function checkTimeZone({ maintenance }: AgentConfig): readonly Broken[] {
  if (maintenance === undefined || isTimeZone(maintenance.timeZone)) return [];
  return [
    {
      path: ['spec', 'agent', 'maintenance', 'timeZone'],
      code: 'ERR_CONFIG_VALUE',
      message: `${quoteValue(maintenance.timeZone)} is no time zone of the tz database; take one such as "Europe/Vienna", or "UTC"`,
    },
  ];
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
