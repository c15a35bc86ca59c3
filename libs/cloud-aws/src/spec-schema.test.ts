import { findUndocumented } from '@atoll/region-config/testing';
import { describe, expect, it } from 'vitest';
import { awsObservedSchema, awsOrganizationSchema, awsRegionSchema } from './spec-schema.ts';

describe('the schemas of AWS', () => {
  it.each([
    ['region', awsRegionSchema],
    ['organization', awsOrganizationSchema],
    ['observed', awsObservedSchema],
  ])('document every field of %s', (_kind, schema) => {
    expect(findUndocumented(schema)).toStrictEqual([]);
  });
});
