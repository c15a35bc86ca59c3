import { type AgentConfig, agentConfigSchema } from '@atoll/agent-model';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryRegion } from './arbitrary-region.ts';
import { loadValid, renderObjects, type StagedObject } from './render-objects.ts';

/** A rule of RBAC with the role that it stands in. */
interface Rule {
  readonly role: string;
  readonly namespace: string | undefined;
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

/** Verbs that change nothing. */
const READS = new Set(['get', 'list', 'watch']);

/** What the read-only variant may write: its Lease, Events, questions about tokens, and its own kinds. */
const OWN_GROUPS = new Set(['coordination.k8s.io', 'events.k8s.io', 'authentication.k8s.io', 'atoll.dev']);

/** Names that stand for more than themselves, as the guard's parameters ask for; nothing can be called so. */
const GUARD_PARAMETERS = 'configmaps';

const isAgentConfig = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(
  agentConfigSchema,
);

function isOfHalf(object: StagedObject, half: 'regions' | 'control-plane'): boolean {
  return object.folder.startsWith(`${half}/`);
}

function rulesOf(objects: readonly StagedObject[], half: 'regions' | 'control-plane'): readonly Rule[] {
  return objects
    .filter(
      (object) =>
        isOfHalf(object, half) &&
        /^(Cluster)?Role$/.test(object.kind) &&
        object.apiVersion.startsWith('rbac.') &&
        object.metadata.name === 'atoll-agent',
    )
    .flatMap((object) =>
      (object as unknown as { readonly rules: readonly Omit<Rule, 'role' | 'namespace'>[] }).rules.map(
        (rule) => ({ ...rule, role: object.kind, namespace: object.metadata.namespace }),
      ),
    );
}

function configsOf(objects: readonly StagedObject[]): readonly (readonly [string, AgentConfig])[] {
  return objects
    .filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'atoll-agent')
    .map((object) => {
      const { data } = object as unknown as { readonly data: Readonly<Record<string, string>> };
      return [object.folder, JSON.parse(data['agent.json'] ?? '') as AgentConfig] as const;
    });
}

/** Checks what holds for the agents of every valid region, on `runs` random ones a rule. */
export function describeAgentInvariants(runs: number): void {
  const regions = arbitraryRegion().map(({ name, text }) => {
    const { region } = loadValid(name, text);
    return { region, objects: renderObjects(loadValid(name, text)) };
  });
  type Drawn = typeof regions extends fc.Arbitrary<infer Value> ? Value : never;
  const holds = (check: (drawn: Drawn) => void) => fc.assert(fc.property(regions, check), { numRuns: runs });

  describe('the agents of every valid region', () => {
    it('have rights on named things alone: no *, and of Secrets only by name', () => {
      holds(({ objects }) => {
        const rules = [...rulesOf(objects, 'regions'), ...rulesOf(objects, 'control-plane')];
        const wild = rules.filter(
          ({ apiGroups, resources, resourceNames = [], verbs }) =>
            [...apiGroups, ...resources, ...verbs].some((word) => word.includes('*')) ||
            (resourceNames.includes('*') && resources.join() !== GUARD_PARAMETERS),
        );
        const secrets = rules.filter(
          ({ apiGroups, resources, resourceNames = [], verbs }) =>
            apiGroups.includes('') &&
            resources.some((resource) => resource.startsWith('secrets')) &&
            (resourceNames.length === 0 || verbs.some((verb) => !READS.has(verb))),
        );

        expect(rules.length).toBeGreaterThan(10);
        expect(wild).toStrictEqual([]);
        expect(secrets).toStrictEqual([]);
      });
    });

    it('write nothing that is rendered where they only read', () => {
      holds(({ region, objects }) => {
        const writes = rulesOf(objects, 'regions').filter(({ verbs }) =>
          verbs.some((verb) => !READS.has(verb)),
        );
        const foreign = writes.filter(({ apiGroups }) => apiGroups.some((group) => !OWN_GROUPS.has(group)));

        expect(writes.length).toBeGreaterThan(3);
        expect(foreign.length > 0).toBe(region.agent.access === 'remediating');
        expect(
          new Set(foreign.flatMap(({ verbs }) => verbs.filter((verb) => !READS.has(verb)))),
        ).toStrictEqual(new Set(region.agent.access === 'remediating' ? ['create', 'patch'] : []));
      });
    });

    it('see each object of their stages, and may write it where they are to heal', () => {
      holds(({ region, objects }) => {
        const rules = rulesOf(objects, 'regions');
        const compared = objects.filter(
          (object) => isOfHalf(object, 'regions') && !object.folder.endsWith('/flux'),
        );
        const needed =
          region.agent.access === 'remediating' ? ['get', 'list', 'watch', 'create', 'patch'] : [...READS];
        const unseen = compared.filter(
          ({ apiVersion, kind, metadata }) =>
            !rules.some(
              (rule) =>
                rule.namespace === metadata.namespace &&
                rule.apiGroups[0] === (apiVersion.includes('/') ? apiVersion.split('/')[0] : '') &&
                rule.resources[0] === pluralOf(kind) &&
                needed.every((verb) => rule.verbs.includes(verb)),
            ),
        );

        expect(compared.length).toBeGreaterThan(10);
        expect(
          unseen.map(({ folder, kind, metadata }) => `${folder} ${kind} ${metadata.name}`),
        ).toStrictEqual([]);
      });
    });

    it('write in the control cluster nothing but what their region renders there, in its namespace', () => {
      holds(({ region, objects }) => {
        const rules = rulesOf(objects, 'control-plane');

        expect(rules.length > 0).toBe(region.agent.access === 'remediating');
        expect(rules.filter(({ namespace }) => namespace !== region.namespace)).toStrictEqual([]);
        expect([...new Set(rules.flatMap(({ verbs }) => verbs))].sort()).toStrictEqual(
          rules.length === 0 ? [] : ['create', 'patch'],
        );
      });
    });

    it('are told of their half in a form that they understand', () => {
      holds(({ region, objects }) => {
        const configs = configsOf(objects);

        expect(configs.map(([folder, { half }]) => `${half} ${folder}`).sort()).toStrictEqual([
          `control-plane control-plane/${region.name}/identity`,
          `region regions/${region.name}/agent`,
        ]);
        for (const [, config] of configs) {
          expect(isAgentConfig(config), JSON.stringify(isAgentConfig.errors)).toBe(true);
          expect(config.drift).toStrictEqual(region.agent.drift);
        }
      });
    });

    it('run an image by its digest, and have a Region object in either cluster', () => {
      holds(({ region, objects }) => {
        const images = objects
          .filter(({ kind }) => kind === 'Deployment')
          .map(({ spec }) => /"image":"([^"]+)"/.exec(JSON.stringify(spec))?.[1]);
        const folders = objects
          .filter(({ apiVersion, kind }) => kind === 'Region' && apiVersion.startsWith('atoll.dev/'))
          .map(({ folder }) => folder);

        expect(images).toStrictEqual([region.agent.image]);
        expect(images[0]).toMatch(/@sha256:[0-9a-f]{64}$/);
        expect(folders).toStrictEqual([`control-plane/${region.name}/flux`, `regions/${region.name}/agent`]);
      });
    });
  });
}

/** Enough for the kinds of a region's own half. */
function pluralOf(kind: string): string {
  const lower = kind.toLowerCase();
  if (lower.endsWith('y')) return `${lower.slice(0, -1)}ies`;
  return `${lower}${lower.endsWith('s') ? 'es' : 's'}`;
}
