import type { CreateNodes } from '@nx/devkit';

export const name = '@atoll/nx-regions';

export const createNodes: CreateNodes = [
  'regions/*/region.yaml',
  (files) => files.map((f) => [f, { projects: {} }] as const),
];
