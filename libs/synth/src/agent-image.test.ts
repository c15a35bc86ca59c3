import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSynth } from './synth.ts';

/** The example fleet of this repository. */
const REGIONS = join(import.meta.dirname, '..', '..', '..', 'regions');

const NAME = 'aws-us-west-2';
const IMAGE = /^ {4}image: .*\n/m;
const OTHER = `registry.example.com/own/agent@sha256:${'ab'.repeat(32)}`;
const CONTROL_CLUSTER_FOLDERS = ['flux', 'guard-policy', 'guard', 'providers', 'crds', 'agent', 'regions'];

const synth = createSynth({ digest: (text) => `length:${text.length}` });

function readConfig(path: string): string {
  return readFileSync(join(REGIONS, path), 'utf8');
}

/** Renders the smallest example, with other files than it has. */
function render({ organization = readConfig('fleet/organization.yaml'), agent = '' } = {}) {
  const shared = synth.loadOrganization({ path: 'regions/fleet/organization.yaml', text: organization });
  if ('problems' in shared) throw new Error(JSON.stringify(shared.problems));
  const path = `regions/${NAME}/region.yaml`;
  const text = `${readConfig(`${NAME}/region.yaml`)}${agent}`;
  const loaded = synth.loadRegion({ name: NAME, region: { path, text }, observed: undefined }, shared.value);
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  const { folders, waits, notices, managedGroups } = synth.renderRegion(loaded.value);
  const cluster = synth
    .planControlCluster({
      name: 'main',
      organization: shared.value,
      regions: [{ name: NAME, cloud: 'aws', managedGroups }],
    })
    .render();
  const files = [...folders, cluster].flatMap(({ folder, files: own }) =>
    own.map((file) => ({ path: `${folder}/${file.path}`, text: file.text })),
  );
  return { files, waits, notices, clusterNotices: synth.listNotices(shared.value) };
}

function listAgentFiles({ files }: ReturnType<typeof render>): readonly string[] {
  return files
    .map(({ path }) => path)
    .filter((path) => /atoll-agent|\/agent\/|atoll-system|atoll\.dev|\.region\./.test(path));
}

describe('the agent', () => {
  it('is left out without an image, and what waits for it is said', () => {
    const rendered = render({ organization: readConfig('fleet/organization.yaml').replace(IMAGE, '') });

    expect(listAgentFiles(rendered)).toStrictEqual([]);
    expect(rendered.waits.at(-1)).toMatchObject({
      what: 'the agent',
      field: 'spec.agent.image of regions/fleet/organization.yaml',
    });
    expect([rendered.notices, rendered.clusterNotices]).toStrictEqual([[], []]);
  });

  it("stands with the organization's image in both halves and in the control cluster", () => {
    const rendered = render();
    const folders = new Set(listAgentFiles(rendered).map((path) => path.slice(0, path.lastIndexOf('/'))));

    expect([...folders].sort()).toStrictEqual([
      'clusters/main/agent',
      'clusters/main/crds',
      'clusters/main/flux',
      `control-plane/${NAME}/flux`,
      `control-plane/${NAME}/identity`,
      `regions/${NAME}/agent`,
      `regions/${NAME}/crds`,
      `regions/${NAME}/flux`,
    ]);
    expect(rendered.waits.map(({ what }) => what)).not.toContain('the agent');
  });

  it("stands with the region's own image in its own cluster alone", () => {
    const rendered = render({
      organization: readConfig('fleet/organization.yaml').replace(IMAGE, ''),
      agent: `  agent:\n    image: ${OTHER}\n`,
    });
    const paths = listAgentFiles(rendered);

    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter((path) => !path.startsWith(`regions/${NAME}/`))).toStrictEqual([]);
    expect(rendered.files.filter(({ text }) => text.includes(OTHER)).map(({ path }) => path)).toStrictEqual([
      `regions/${NAME}/agent/atoll-system.deployment.atoll-agent.yaml`,
    ]);
  });

  it('says which ports it leaves open for want of ranges, and nothing where they are named', () => {
    const open = render().notices;
    const closed = render({ agent: '  agent:\n    egress:\n      git: [198.51.100.64/28]\n' }).notices;

    expect(open).toStrictEqual([
      'the agent may reach every address on port 443, since nobody says which addresses git.example.com has; name them in spec.agent.egress.git of region.yaml',
    ]);
    expect(closed).toStrictEqual([]);
  });

  it('says the same of the agents of control clusters', () => {
    const organization = readConfig('fleet/organization.yaml').replace(/^ {4}egress:\n(?: {6}.*\n)+/m, '');

    expect(render().clusterNotices).toStrictEqual([]);
    expect(render({ organization }).clusterNotices).toStrictEqual([
      'the agent may reach every address on port 443, since nobody says which addresses git.example.com has; name them in spec.agent.egress.git of regions/fleet/organization.yaml',
    ]);
  });

  it('is applied in a control cluster once its definitions are there, for which the regions wait, too', () => {
    const { files } = render();
    const dependsOn = (name: string) =>
      /dependsOn:\n((?: +- name: .*\n)+)/
        .exec(files.find(({ path }) => path.endsWith(`.kustomization.${name}.yaml`))?.text ?? '')?.[1]
        ?.match(/name: (\S+)/g)
        ?.map((match) => match.slice('name: '.length));
    const folders = new Set(
      files
        .map(({ path }) => path.split('/'))
        .flatMap(([top, , folder]) => (top === 'clusters' ? [folder] : [])),
    );

    expect(dependsOn('atoll-agent')).toStrictEqual(['atoll-crds']);
    expect(dependsOn('atoll-regions')).toStrictEqual(['atoll-providers', 'atoll-crds']);
    expect([...folders].filter((folder) => folder !== 'atoll.json').sort()).toStrictEqual(
      CONTROL_CLUSTER_FOLDERS.toSorted(),
    );
  });
});
