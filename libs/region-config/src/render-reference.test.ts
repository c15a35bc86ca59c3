import { describe, expect, it } from 'vitest';
import { composeSchema } from './compose-schema.ts';
import { configKinds } from './config-kind.ts';
import { renderReference } from './render-reference.ts';
import { listFields } from './schema-fields.ts';
import { testClouds } from './testing/test-clouds.ts';

describe('the reference page', () => {
  it('says what the kind is and where it stands', () => {
    const page = renderReference('Observed', testClouds);

    expect(page.split('\n').slice(0, 5)).toEqual([
      '# Observed',
      '',
      '<!-- Generated from the schema; change it there. -->',
      '',
      'Values that the cloud assigned, written by `atoll observe` from the status of managed resources. What needs an absent value is not rendered. It stands at `regions/<region>/observed.yaml`.',
    ]);
  });

  it('has a table for each section', () => {
    const page = renderReference('Region', testClouds);

    expect(page).toContain(`## spec.encryption

Encryption of data at rest.

| Field | Value | Default | Meaning | Source | Effect of a change |
|---|---|---|---|---|---|
| \`keys\` | one of "provider", "managed", "customer" | \`"provider"\` | Whose key`);
  });

  it('tells which fields belong to which branch of a choice', () => {
    const page = renderReference('Region', testClouds);

    expect(page).toContain(`## spec.aws.privateConnections[]

One private connection.

* \`type: "privatelink"\`: An endpoint service in front of the region. Fields: \`allowedPrincipals\` (required), \`acceptanceRequired\`.
* \`type: "transit-gateway"\`: An attachment to a Transit Gateway. Fields: \`transitGatewayId\` (required), \`routes\` (required).
`);
  });

  it('escapes what Markdown would read as HTML', () => {
    const page = renderReference('Region', testClouds);

    expect(page).toContain('Apps domain; the region answers at \\<region\\>.\\<domain\\>.');
  });

  it.each(configKinds)('has a row for every field of %s', (kind) => {
    const names = listFields(composeSchema(kind, testClouds)).map(({ name }) => name);

    const page = renderReference(kind, testClouds);

    expect(names.filter((name) => name !== '[]' && !page.includes(`\n| \`${name}\` |`))).toEqual([]);
  });
});
