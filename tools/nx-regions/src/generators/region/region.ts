import { randomUUID } from 'node:crypto';
import { type GeneratorCallback, type Tree } from '@nx/devkit';
import { regionNamePattern, renderNewRegion } from '@atoll/region-config';
import { questionsOf } from '@atoll/region-config/questions';
import { cloudQuestions } from '@atoll/synth/questions';
import { sayNext, writeNewFiles } from '../new-file.ts';
import type { RegionOptions } from './region-options.ts';

/** Name that no region may take: its folder holds what spans regions. */
const RESERVED_NAME = 'fleet';

/** Writes `regions/<name>/region.yaml`. */
export default async function region(tree: Tree, options: RegionOptions): Promise<GeneratorCallback> {
  checkName(options.name);
  checkCloud(tree, options.cloud);
  const path = `regions/${options.name}/region.yaml`;
  writeNewFiles(tree, {
    [path]: renderFile({ ...options, externalId: options.externalId ?? `atoll-${randomUUID()}` }),
  });
  return sayNext(
    `1. Read ${path}; the plugin finds it, so there is no list to edit.`,
    '2. npx nx run validate',
    `3. npx nx run region-${options.name}:render   (into dist/rendered/${options.name}, to look at)`,
    '4. npx nx run synth                            (into the deploy repository)',
  );
}

/** The same text as `atoll region new` writes, with the answers that this generator asks for. */
function renderFile(options: Required<RegionOptions>): string {
  const { name, cloud } = options;
  const own = cloudQuestions.find((questions) => questions.cloud === cloud);
  const questions = questionsOf(own ?? { identity: [], details: [] });
  const given: Readonly<Record<string, string>> = {
    cloud,
    location: options.location,
    account: String(options.account),
    'external-id': options.externalId,
    cidr: options.cidr,
    domain: options.domain,
  };
  const answers = questions.flatMap(({ path, flag }) =>
    given[flag] === undefined ? [] : [[path, given[flag]]],
  );
  return renderNewRegion({ name, questions, answers: Object.fromEntries(answers) });
}

function checkName(name: string): void {
  if (name === RESERVED_NAME || !new RegExp(regionNamePattern).test(name)) {
    throw new Error(
      `Region name ${JSON.stringify(name)}: 3 to 26 lower-case letters, digits and dashes, beginning with a letter, not ending with a dash, and not ${RESERVED_NAME}.`,
    );
  }
}

function checkCloud(tree: Tree, cloud: string): void {
  const clouds = tree
    .children('libs')
    .filter((folder) => folder.startsWith('cloud-'))
    .map((folder) => folder.slice('cloud-'.length));
  if (!clouds.includes(cloud)) {
    throw new Error(
      `Cloud ${JSON.stringify(cloud)}: there is no libs/cloud-${cloud}; known clouds: ${clouds.join(', ')}.`,
    );
  }
}
