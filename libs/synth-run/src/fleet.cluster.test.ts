import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningCluster } from '@atoll/cluster';
import {
  applyStep,
  asUser,
  describeCluster,
  findForeignRightsFaults,
  findOwnRightsFaults,
  type FluxPlan,
  type FluxStep,
  type Manifest,
  planFlux,
  readManifests,
  requestOf,
  tryApply,
  tryDelete,
} from '@atoll/cluster/testing';
import { clouds, createSynth } from '@atoll/synth';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { digestText } from './digest-text.ts';
import { loadFleet } from './load-fleet.ts';
import { countApplied, countFilesOf, createApplyTally, renderTally } from './testing/apply-tally.ts';
import { spoilCloud } from './testing/spoil-cloud.ts';
import { createTemporaryFleet, type TemporaryFleet } from './testing/temporary-fleet.ts';

/** A region with fewer objects than this, in both halves together, was not rendered whole. */
const LEAST_OBJECTS = 100;

const LIBRARIES = join(import.meta.dirname, '..', '..');
const FLUX_CRDS = join(LIBRARIES, 'flux/src/schemas/crds');
const CONTROL_CRDS = readdirSync(LIBRARIES)
  .filter((name) => /^(flux|crossplane|cloud-.+)$/.test(name))
  .map((name) => join(LIBRARIES, name, 'src/schemas/crds'));
const EXAMPLES = join(LIBRARIES, '..', 'regions');
const REGIONS = readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, 'region.yaml')));

/** The region that has two states: before and after `atoll observe`. */
const OBSERVED_REGION = 'aws-eu-central-1';
const OBSERVED_FILE = `regions/${OBSERVED_REGION}/observed.yaml`;

const tally = createApplyTally();
let rendered: BothStates;

beforeAll(async () => {
  rendered = await renderBothStates();
});

afterAll(() => {
  rendered?.fleet[Symbol.dispose]();
  if (tally.kinds.size > 0) console.info(renderTally(tally));
});

interface BothStates {
  readonly fleet: TemporaryFleet;
  readonly unobserved: readonly Manifest[];
  readonly observed: readonly Manifest[];
}

async function renderBothStates(): Promise<BothStates> {
  const fleet = createTemporaryFleet();
  const observation = fleet.read(OBSERVED_FILE);
  fleet.remove(OBSERVED_FILE);
  await fleet.synth();
  const unobserved = await readManifests(fleet.deploy);
  fleet.write(OBSERVED_FILE, observation);
  await fleet.synth();
  return { fleet, unobserved, observed: await readManifests(fleet.deploy) };
}

/** @param first who applies the first folder; absent: an administrator */
async function applyPlan(
  plan: FluxPlan,
  { request }: RunningCluster,
  first = request,
): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const step of plan.steps) {
    for (const { problem, text } of await applyStep(step, step.account === undefined ? first : request)) {
      tally.problems.set(problem, (tally.problems.get(problem) ?? 0) + 1);
      lines.push(`${problem}: ${text}`);
    }
    for (const manifest of step.manifests) countApplied(tally, manifest);
  }
  return lines;
}

/** Makes the namespaces that the installation of Flux and of Crossplane makes. */
async function createNamespaces({ request }: RunningCluster, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
    await request('POST', '/api/v1/namespaces', { body });
  }
}

/** Gives the user that brings Flux to a region's cluster and keeps it: a session of the Deployment role. */
function deployerOf(plan: FluxPlan): string {
  const lists = plan.steps
    .flatMap(({ manifests }) => manifests)
    .find(({ object }) => object.kind === 'ConfigMap');
  const { writers = '' } = lists?.object['data'] as { writers?: string };
  const pattern = writers.split('\n').find((writer) => /:assumed-role\/.*-deployment\/\*$/.test(writer));
  if (pattern === undefined) throw new Error(`no Deployment role among ${writers}`);
  return pattern.replace(/\*$/, 'session');
}

/** What Flux does from its second look on. */
function withoutAdministrator({ steps, remoteFolders }: FluxPlan): FluxPlan {
  return { steps: steps.filter(({ account }) => account !== undefined), remoteFolders };
}

async function listRightsFaults(plan: FluxPlan, { request }: RunningCluster): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const step of plan.steps.filter(({ account }) => account !== undefined)) {
    const foreign = await findForeignRightsFaults(step, plan, request);
    if (foreign.attempts === 0) faults.push(`${step.name}: nothing foreign was tried`);
    faults.push(...foreign.faults, ...(await findOwnRightsFaults(step, plan, request)));
  }
  return faults;
}

describeCluster('the control halves of all example regions', { crdFolders: CONTROL_CRDS }, (getCluster) => {
  let before: FluxPlan;
  let after: FluxPlan;
  beforeAll(async () => {
    const { unobserved, observed } = rendered;
    before = planFlux(unobserved, 'clusters/main/flux');
    after = planFlux(observed, 'clusters/main/flux');
    await createNamespaces(getCluster(), ['flux-system', 'crossplane-system']);
  });

  it('are taken whole, each stage from its own account, in the order of Flux', async () => {
    const findings = await applyPlan(before, getCluster());

    expect(findings).toEqual([]);
  });

  it('are taken again when what was observed is known', async () => {
    const findings = await applyPlan(withoutAdministrator(after), getCluster());

    expect(findings).toEqual([]);
  });

  it('are nobody else’s any more: the administrator who brought them is refused', async () => {
    const [administrator] = after.steps as [FluxStep];

    const findings = await applyStep(administrator, getCluster().request);

    const refused = findings.filter(({ text }) => text.includes('from Git, so admin may not update it'));
    expect(refused.length).toBe(administrator.manifests.length);
    expect(findings).toEqual(refused);
  });

  it('leave no file out that is not for a cluster of a region', async () => {
    const { observed } = rendered;
    const applied = new Set(after.steps.flatMap((step) => step.manifests.map(({ path }) => path)));

    const left = observed.filter(({ path }) => !applied.has(path));

    expect(left.filter(({ path }) => !path.startsWith('regions/'))).toEqual([]);
    expect(after.remoteFolders.toSorted()).toEqual(REGIONS.map((name) => `regions/${name}/flux`));
    expect(REGIONS.map((name) => countFilesOf(tally, name)).every((count) => count >= LEAST_OBJECTS)).toBe(
      true,
    );
  });

  it('give each account the rights of its stage and no others', async () => {
    const faults = await listRightsFaults(after, getCluster());

    expect(faults).toEqual([]);
  });

  it('let the accounts prune what vanishes with an observation', async () => {
    const { request } = getCluster();
    const roles = before.steps.filter(({ folder }) => folder === `control-plane/${OBSERVED_REGION}/flux`);
    await applyPlan({ steps: roles, remoteFolders: [] }, getCluster());
    const kept = new Set(before.steps.flatMap((step) => step.manifests.map(({ path }) => path)));

    const refused: string[] = [];
    let vanished = 0;
    for (const step of after.steps.filter(({ prune }) => prune)) {
      for (const { path, object } of step.manifests.filter((manifest) => !kept.has(manifest.path))) {
        vanished += 1;
        const status = await tryDelete(object, step, request);
        if (status !== 200) refused.push(`${path}: ${status}`);
      }
    }

    expect(vanished).toBeGreaterThan(0);
    expect(refused).toEqual([]);
  });

  it('are compared by a test that sees what is refused, warned of and dropped', async () => {
    const some = rendered.observed.find(({ object }) => object.kind === 'Kustomization') as Manifest;
    const metadata = { name: 'probe', namespace: 'default', finalizers: ['unqualified'] };
    const probe = { ...some.object, metadata, status: { observedGeneration: 7 } };
    const manifests = [
      { path: 'good.yaml', object: probe },
      { path: 'bad.yaml', object: { ...probe, spec: { interval: '30m' } } },
    ];
    const step = { name: 'test', folder: '.', account: undefined, prune: false, manifests };

    const findings = await applyStep(step, getCluster().request);

    expect(findings).toMatchObject([
      { problem: 'warning', text: expect.stringContaining('good.yaml by test: metadata.finalizers') },
      { problem: 'dropped field', text: expect.stringContaining('good.yaml by test: .status') },
      {
        problem: 'rejected',
        text: expect.stringMatching(/^bad.yaml by test: 422 .*spec.prune: Required value/s),
      },
    ]);
  });

  it.each([
    ['an unknown field', 'VPC', 'spec.forProvider.cidrBlok', { cidrBlok: '10.0.0.0/16' }],
    ['no value for a required field', 'Subnet', 'spec.forProvider.region', { region: undefined }],
    ['a value of another type', 'VPC', 'spec.forProvider.enableDnsSupport', { enableDnsSupport: 'yes' }],
  ])('are refused by synth and by the server alike with %s', async (_what, kind, path, change) => {
    const { fleet, observed } = rendered;
    const { path: file, object } = observed.find(({ object: each }) => each.kind === kind) as Manifest;
    const [, name = ''] = file.split('/');
    const synth = createSynth({
      digest: digestText,
      clouds: clouds.map((cloud) => spoilCloud(cloud, kind, change)),
    });
    const [region] = (
      await loadFleet({ root: fleet.root, names: [name], others: [], at: new Date(0) }, synth)
    ).regions;
    if (region === undefined) throw new Error(`${name} is not valid`);
    const { forProvider } = object['spec'] as { forProvider: object };
    const spoilt = {
      ...object,
      spec: { ...(object['spec'] as object), forProvider: { ...forProvider, ...change } },
    };

    const step = after.steps.find(({ manifests }) => manifests.some((manifest) => manifest.path === file));
    const request = requestOf(step as FluxStep, getCluster().request);

    const status = await tryApply(spoilt, request);

    expect(status).toBeGreaterThanOrEqual(400);
    expect(await tryApply(object, request)).toBe(200);
    expect(() => synth.renderRegion(region)).toThrow(path);
    expect(() => synth.renderRegion(region)).toThrow(file);
  });
});

for (const name of REGIONS) {
  describeCluster(`the own half of ${name}`, { crdFolders: [FLUX_CRDS] }, (getCluster) => {
    let plans: readonly FluxPlan[];
    beforeAll(async () => {
      const { unobserved, observed } = rendered;
      const states = name === OBSERVED_REGION ? [unobserved, observed] : [observed];
      plans = states.map((state) => planFlux(state, `regions/${name}/flux`));
      await createNamespaces(getCluster(), ['flux-system']);
    });

    it('is taken whole by a cluster that knows nothing but Flux', async () => {
      const { observed } = rendered;

      for (const plan of plans) {
        const deployer = asUser(getCluster().request, deployerOf(plan));
        expect(await applyPlan(plan, getCluster(), deployer)).toEqual([]);
      }

      const applied = new Set(
        plans.flatMap((plan) => plan.steps.flatMap((step) => step.manifests.map(({ path }) => path))),
      );
      const own = observed.filter(({ path }) => path.startsWith(`regions/${name}/`));
      expect(own.filter(({ path }) => !applied.has(path))).toEqual([]);
      expect(own.length).toBeGreaterThan(0);
    });

    it('gives each account the rights of its stage and no others', async () => {
      const faults: string[] = [];
      for (const plan of plans.slice(-1)) faults.push(...(await listRightsFaults(plan, getCluster())));

      expect(faults).toEqual([]);
    });
  });
}
