import { containsCidr, overlapsCidr, parseCidr } from '@atoll/region-model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryRegion } from './arbitrary-region.ts';
import { loadValid, renderObjects, type StagedObject, synth } from './render-objects.ts';
import { listTaggableKinds } from './taggable-kinds.ts';

const taggable = listTaggableKinds();

const regions = arbitraryRegion().map(({ name, text }) => {
  const loaded = loadValid(name, text);
  return { loaded, objects: renderObjects(loaded) };
});

function forProvider(object: StagedObject): Readonly<Record<string, unknown>> {
  return (object.spec?.['forProvider'] ?? {}) as Readonly<Record<string, unknown>>;
}

function isManaged(object: StagedObject): boolean {
  return /^[a-z0-9]+\.aws\.m\.upbound\.io\//.test(object.apiVersion);
}

/** A region and its objects. */
interface Drawn {
  readonly loaded: ReturnType<typeof loadValid>;
  readonly objects: readonly StagedObject[];
}

/** Checks what holds for every valid region, on `runs` random ones a rule. */
export function describeRegionInvariants(runs: number): void {
  const holds = (check: (drawn: Drawn) => void) => fc.assert(fc.property(regions, check), { numRuns: runs });
  describe('every valid region', () => {
    it('renders without a problem', () => {
      holds(({ loaded }) => {
        expect(synth.renderRegion(loaded).objects).toBeGreaterThan(100);
      });
    });

    it('has exactly three subnets, disjoint, within the network, in three zones', () => {
      holds(({ loaded, objects }) => {
        const subnets = objects
          .filter(({ kind, apiVersion }) => kind === 'Subnet' && apiVersion.startsWith('ec2.'))
          .map(forProvider);
        const cidrs = subnets.map((subnet) => parseCidr(subnet['cidrBlock'] as string));

        expect(subnets).toHaveLength(3);
        expect(new Set(subnets.map((subnet) => subnet['availabilityZone'])).size).toBe(3);
        expect(cidrs.every((cidr) => containsCidr(parseCidr(loaded.region.network.cidr), cidr))).toBe(true);
        expect(cidrs.some((a, index) => cidrs.slice(index + 1).some((b) => overlapsCidr(a, b)))).toBe(false);
      });
    });

    it('lets nobody from everywhere into a security group, and has no public database', () => {
      holds(({ objects }) => {
        const rules = objects.filter(({ kind }) => kind === 'SecurityGroupIngressRule').map(forProvider);
        const databases = objects
          .filter(({ apiVersion, kind }) => apiVersion.startsWith('rds.') && kind === 'Instance')
          .map(forProvider);

        expect(rules.length).toBeGreaterThan(0);
        expect(
          rules.filter((rule) => /\/0$/.test(String(rule['cidrIpv4'] ?? rule['cidrIpv6'] ?? ''))),
        ).toStrictEqual([]);
        expect(databases.map((database) => database['publiclyAccessible'])).toStrictEqual([false]);
      });
    });

    it('tags every resource that can carry tags', () => {
      holds(({ loaded, objects }) => {
        const carriers = objects.filter(({ apiVersion, kind }) =>
          taggable.has(`${apiVersion.split('/')[0]} ${kind}`),
        );
        const untagged = carriers.filter((object) => {
          const tags = (forProvider(object)['tags'] ?? {}) as Record<string, string>;
          return tags['atoll:region'] !== loaded.region.name || tags['atoll:managed-by'] !== 'atoll';
        });

        expect(carriers.length).toBeGreaterThan(40);
        expect(untagged.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toStrictEqual([]);
      });
    });

    it("points every managed resource at the region's own provider config, in the region's namespace", () => {
      holds(({ loaded, objects }) => {
        const managed = objects.filter(isManaged);
        const configs = objects.filter(({ kind }) => kind === 'ProviderConfig');

        expect(configs.map(({ metadata }) => metadata)).toMatchObject([
          { name: 'aws', namespace: loaded.region.namespace },
        ]);
        expect(
          managed.filter(
            ({ spec }) =>
              JSON.stringify(spec['providerConfigRef']) !== '{"kind":"ProviderConfig","name":"aws"}',
          ),
        ).toStrictEqual([]);
        expect(new Set(managed.map(({ metadata }) => metadata.namespace))).toStrictEqual(
          new Set([loaded.region.namespace]),
        );
      });
    });

    it('gives every object a name of its own that does not move with the code', () => {
      holds(({ objects }) => {
        const identities = objects.map(({ apiVersion, kind, metadata, folder }) =>
          [folder.split('/')[0], apiVersion, kind, metadata.namespace, metadata.name].join(' '),
        );

        expect(new Set(identities).size).toBe(identities.length);
        expect(objects.filter(({ metadata }) => /-c8[0-9a-f]{6}$/.test(metadata.name))).toStrictEqual([]);
      });
    });
  });
}
