/** File with what all regions share, in the config repository. */
export const ORGANIZATION_FILE = 'regions/fleet/organization.yaml';
