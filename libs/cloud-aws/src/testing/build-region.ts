import type { RenderedObject } from '@atoll/cloud';
import type { AwsRegion } from '../aws-region.ts';
import { aws } from '../cloud.ts';
import { renderAdded } from './render-added.ts';

/** Gives every object of a region. */
export function buildRegion(region: AwsRegion): readonly RenderedObject[] {
  return renderAdded(region, (stages) => aws.build(stages, region));
}
