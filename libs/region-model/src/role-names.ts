import { operatorRoles } from '@atoll/region-config';
import type { Region } from './region.ts';

/** Gives the names of the roles of people, which grants may name: the three of every region, then its own. */
export function listRoleNames({ roles }: Pick<Region, 'roles'>): readonly string[] {
  return [...operatorRoles, ...roles.map(({ name }) => name)];
}
