import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { composeSchema } from './compose-schema.ts';
import { type ConfigKind, configKinds } from './config-kind.ts';
import { createConfigParser } from './config-parser.ts';
import { documentationKeywords, type SchemaNode } from './documented-schema.ts';
import { renderSchemaFile } from './render-schema-file.ts';
import { arbitraryAgent } from './testing/arbitrary-agent.ts';
import { type ArbitraryOverrides, arbitraryFromSchema } from './testing/arbitrary-from-schema.ts';
import { testAws, testClouds } from './testing/test-clouds.ts';

/** Documents of a property: each takes a few milliseconds. */
const RUNS = 150;

const parser = createConfigParser(testClouds);

/** A Region holds the block of its own cloud alone, which the composed schema cannot say; so it is composed for one. */
function arbitraryText(kind: ConfigKind): fc.Arbitrary<string> {
  const schema = composeSchema(kind, kind === 'Region' ? [testAws] : testClouds);
  const asked = kind === 'Region' ? withRequiredBlock(schema) : schema;
  return arbitraryFromSchema(asked, overridesOf(kind)).map((value) =>
    stringify(value, { aliasDuplicateObjects: false }),
  );
}

/** What a schema cannot say: two instants in their order, a role that needs nobody else, and what belongs together in an agent. */
function overridesOf(kind: ConfigKind): ArbitraryOverrides {
  if (kind === 'Region') return { 'spec.agent': arbitraryAgent() };
  if (kind === 'Organization') return { 'spec.agent.webhooks': fc.constant([]) };
  if (kind !== 'AccessGrant' && kind !== 'Freeze') return {};
  const instants = (day: string) => fc.constantFrom(`2026-10-${day}T00:00:00Z`, `2026-10-${day}T23:59:59Z`);
  return {
    'spec.from': instants('01'),
    'spec.until': instants('30'),
    'spec.role': fc.constantFrom('read-only-operations', 'elevated-operations'),
  };
}

function withRequiredBlock(schema: SchemaNode): SchemaNode {
  const spec = schema.properties?.spec as SchemaNode;
  const required = [...(spec.required ?? []), 'aws'];
  return { ...schema, properties: { ...schema.properties, spec: { ...spec, required } } };
}

function parse(kind: ConfigKind, text: string): unknown {
  const parsers = {
    Region: parser.parseRegion,
    Organization: parser.parseOrganization,
    Observed: parser.parseObserved,
    AccessGrant: parser.parseAccessGrant,
    Freeze: parser.parseFreeze,
  };
  return parsers[kind]('a.yaml', text);
}

/** Gives the paths of fields with a default that a value lacks. */
function findLackingDefaults(node: SchemaNode, value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const fields = Object.entries(node.properties ?? {}).flatMap(([name, child]) => {
    const inner = (value as Record<string, unknown>)[name];
    const isLacking = inner === undefined && child.default !== undefined;
    return isLacking ? [`${path}.${name}`] : findLackingDefaults(child, inner, `${path}.${name}`);
  });
  return fields;
}

describe.each(configKinds)('any valid %s', (kind) => {
  it('is parsed, with every default set', () => {
    fc.assert(
      fc.property(arbitraryText(kind), (text) => {
        const parsed = parse(kind, text);

        expect(parsed).toHaveProperty('value');
        const { config } = (parsed as { readonly value: { readonly config: unknown } }).value;
        expect(findLackingDefaults(composeSchema(kind, []), config)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it('is valid for an editor with the published schema, before defaults', () => {
    const ajv = new Ajv({ strict: false, discriminator: false });
    ajv.addVocabulary([...documentationKeywords, 'discriminator']);
    const validate = ajv.compile(JSON.parse(renderSchemaFile(kind, testClouds)) as object);
    const arbitraryValue = arbitraryFromSchema(
      kind === 'Region' ? withRequiredBlock(composeSchema(kind, [testAws])) : composeSchema(kind, testClouds),
    );

    fc.assert(
      fc.property(arbitraryValue, (value) => {
        validate(value);

        expect(validate.errors).toBeNull();
      }),
      { numRuns: RUNS },
    );
  });
});

describe('any text', () => {
  it('gives a value or at least one problem and never throws', () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      '\n',
      '  ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '#',
      '&',
      '*',
      '!',
      '|',
      ',',
      '%',
      '\t',
    );

    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const parsed = parser.parseRegion('region.yaml', pieces.join(''));

        expect('problems' in parsed && parsed.problems.length > 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
