import { compareText } from '@atoll/core';

import { ManifestError, type ManifestProblem } from './manifest-error.ts';
import { justRun, type Measure, type RenderStep } from './measure.ts';
import {
  type PlacedProblem,
  type RenderedObject,
  type RenderedObjects,
  renderObjects,
  type StageChart,
} from './render-objects.ts';
import type { SerializeManifest } from './serialize-manifest.ts';

/** The code when problems of several rules, or any from `validate`, are reported together. */
const INVALID = 'ERR_MANIFEST_INVALID';

const OWN_RULE = /^ERR_MANIFEST_/;

/** Gives everything wrong with one rendered object; empty when nothing is. */
export type ValidateManifest = (object: Readonly<Record<string, unknown>>) => readonly ManifestProblem[];

export interface RenderChartsOptions {
  readonly validate: ValidateManifest;
  /** Gives the object's text; one serializer for all objects of a run is the fastest. */
  readonly serialize: SerializeManifest;
  /** Runs the steps. @default just runs them */
  readonly measure?: Measure<RenderStep>;
}

/** One file of the deploy repository. */
export interface ManifestFile {
  /** Folder of the stage and file name, `/` between them. */
  readonly path: string;
  /** The object as YAML. */
  readonly text: string;
  /** The object that the text says. */
  readonly object: Readonly<Record<string, unknown>>;
}

/**
 * Gives the files of one half of a region, ordered by path, from one chart a stage.
 *
 * It walks the constructs itself: cdk8s' `app.synth()` costs the square of the charts and names files by kind and
 * name only. Construct order and `addDependency` mean nothing here; Flux orders stages by `dependsOn`.
 *
 * @throws ManifestError whose message lists every problem of every object, sorted. Its code is the rule when all
 * problems are of one rule of this library: `ERR_MANIFEST_CONSTRUCT` (a construct's own validation or rendering
 * fails), `ERR_MANIFEST_NAME`, `ERR_MANIFEST_GENERATED_NAME`, `ERR_MANIFEST_COLLISION` (two objects, one path) or
 * `ERR_MANIFEST_DUPLICATE` (one object twice); otherwise it is `ERR_MANIFEST_INVALID`.
 */
export function renderCharts(charts: readonly StageChart[], options: RenderChartsOptions): ManifestFile[] {
  const { validate, serialize, measure = justRun } = options;
  const rendered = measure('construct', () => renderObjects(charts));
  const problems = measure('validate', () => validateAll(rendered, validate));
  if (problems.length > 0) {
    throw renderError(problems);
  }

  return measure('serialise', () =>
    rendered.objects
      .map(({ path, object }) => ({ path, text: serialize(object), object }))
      .sort((a, b) => compareText(a.path, b.path)),
  );
}

function validateAll(
  { objects, twins, problems }: RenderedObjects,
  validate: ValidateManifest,
): readonly PlacedProblem[] {
  const found = ({ path, object }: RenderedObject): PlacedProblem[] =>
    validate(object).map((problem) => ({ ...problem, place: path }));

  return [...problems, ...objects.flatMap(found), ...twins.flatMap(found)];
}

function renderError(problems: readonly PlacedProblem[]): ManifestError {
  const rules = new Set(problems.map(({ rule }) => rule));
  const [rule = INVALID] = rules;
  const lines = problems
    .map((problem) => {
      const path = problem.path === '' ? '' : ` ${problem.path}`;

      return `${problem.place}${path}: ${problem.message} (rule ${problem.rule})`;
    })
    .sort(compareText);

  return new ManifestError(rules.size === 1 && OWN_RULE.test(rule) ? rule : INVALID, lines.join('\n'));
}
