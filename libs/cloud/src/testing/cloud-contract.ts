import { toRegion } from '@atoll/region-model';
import type { OrganizationConfig, RegionConfig } from '@atoll/region-config';
import { App, Chart } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import type { Cloud, RenderedObject } from '../cloud.ts';
import { controlStages, regionStages, type StageCharts } from '../stages.ts';

/** One valid region of a cloud, as the contract builds it. */
export interface ContractCase {
  /** What is special about it. */
  readonly title: string;
  readonly config: RegionConfig;
  readonly organization: OrganizationConfig;
  /** The cloud's own blocks, defaulted. */
  readonly blocks: { readonly spec: unknown; readonly organization: unknown; readonly observed: unknown };
}

/** Names that Kubernetes and every cloud take. */
const OBJECT_NAME = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;

/** Checks what every cloud owes to the rest of Atoll; a cloud's own tests call it with regions of that cloud. */
export function describeCloudContract(cloud: Cloud, cases: readonly ContractCase[]): void {
  describe(`the cloud ${cloud.name}`, () => {
    it('names its schemas as it names itself', () => {
      expect(cloud.schemas.cloud).toBe(cloud.name);
    });

    it('gives at least one region to check', () => {
      expect(cases.length).toBeGreaterThan(0);
    });
  });
  describe.each(cases)(`the cloud ${cloud.name}: $title`, (given) => {
    const region = toRegion(given.config, given.organization, given.blocks);
    const objects = buildObjects(cloud, given);

    it('breaks no rule across fields', () => {
      expect(cloud.checkRegion(region)).toStrictEqual([]);
    });

    it('builds objects in both halves that its schemas know and accept', () => {
      const problems = objects.flatMap((object) =>
        cloud.schemaSets
          .filter((set) => set.has(object.apiVersion, object.kind))
          .flatMap((set) =>
            set
              .validate(object)
              .map(({ path, message }) => `${object.kind} ${object.metadata.name} ${path}: ${message}`),
          ),
      );

      expect(objects.length).toBeGreaterThan(0);
      expect(problems).toStrictEqual([]);
    });

    it('keeps its own lint', () => {
      const findings = objects.flatMap((object) =>
        cloud.lint(object, region).map(({ message }) => `${object.metadata.name}: ${message}`),
      );

      expect(findings).toStrictEqual([]);
    });

    it('puts what has a namespace into the region’s own, under names that begin with the region’s', () => {
      const control = objects.filter(({ metadata }) => metadata.namespace !== undefined);

      expect(new Set(control.map(({ metadata }) => metadata.namespace))).toStrictEqual(
        new Set([region.namespace]),
      );
      expect(
        objects
          .filter(({ metadata }) => !OBJECT_NAME.test(metadata.name))
          .map(({ metadata }) => metadata.name),
      ).toStrictEqual([]);
    });

    it('builds the same objects twice', () => {
      expect(JSON.stringify(buildObjects(cloud, given))).toBe(JSON.stringify(objects));
    });

    it('claims every name once, in a scope, and says which account owns the region', () => {
      const claims = cloud.claimNames(region).map(({ scope, name }) => `${scope} ${name}`);

      expect(claims.length).toBeGreaterThan(0);
      expect(new Set(claims).size).toBe(claims.length);
      expect(cloud.accountOf(region)).not.toBe('');
    });

    it('observes nothing where nothing lives, and keeps what was observed', () => {
      expect(cloud.toObserved([], region)).toStrictEqual(given.blocks.observed ?? {});
    });

    it('says of each wait what is left out, for which field, and who brings it', () => {
      for (const wait of cloud.listWaits(region)) {
        expect(wait.field).toMatch(new RegExp(`^spec\\.${cloud.name}\\.`));
        expect(wait.what).not.toBe('');
        expect(wait.source).not.toBe('');
      }
    });

    it('plans: losses in words, a price or why there is none, each fact and each holder once', () => {
      const { planning } = cloud;
      const losses = objects.flatMap((object) => planning.lossOf(object) ?? []);
      const costs = planning.listCosts(objects);
      const exposure = planning.listExposure(objects);
      const permissions = planning.listPermissions(objects);

      expect(losses.filter((loss) => loss.trim() === '')).toStrictEqual([]);
      expect(losses.length).toBeGreaterThan(0);
      expect(costs.filter(({ what, source }) => what === '' || source === '')).toStrictEqual([]);
      expect(
        costs.filter(({ monthly }) => monthly !== undefined && monthly.low > monthly.high),
      ).toStrictEqual([]);
      for (const ids of [
        costs.map(({ id }) => id),
        exposure.map(({ id }) => id),
        permissions.map(({ holder }) => holder),
      ]) {
        expect(new Set(ids).size).toBe(ids.length);
      }
    });

    it('plans no refusal, no loss and no restart for an object that does not change', () => {
      const verdicts = objects.flatMap(
        (object) =>
          cloud.planning.judgeChange({
            before: object,
            after: object,
            path: 'metadata.labels.x',
            from: 'a',
            to: 'b',
          }) ?? [],
      );

      expect(verdicts).toStrictEqual([]);
    });

    it('says of each task of the owner what it is and how it has to be, and none twice', () => {
      const tasks = cloud.listOwnerTasks(region);

      expect(tasks.filter(({ what, detail }) => what.trim() === '' || detail.trim() === '')).toStrictEqual(
        [],
      );
      expect(new Set(tasks.map(({ what }) => what)).size).toBe(tasks.length);
    });
  });
}

function buildObjects(
  cloud: Cloud,
  { config, organization, blocks }: ContractCase,
): readonly RenderedObject[] {
  const app = new App();
  const stages = {
    control: Object.fromEntries(controlStages.map((stage) => [stage, new Chart(app, `control-${stage}`)])),
    region: Object.fromEntries(regionStages.map((stage) => [stage, new Chart(app, `region-${stage}`)])),
  } as unknown as StageCharts;
  cloud.build(stages, toRegion(config, organization, blocks));
  return app.charts.flatMap((chart) => chart.toJson() as RenderedObject[]);
}
