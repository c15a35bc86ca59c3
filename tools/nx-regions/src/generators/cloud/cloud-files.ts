import type { Names } from '../new-file.ts';

/** Equal to the version in every package; `tools/conventions.test.ts` compares. */
const JSON_SCHEMA_TO_TS = '3.1.1';

/** What a new cloud takes over from the package.json of the port. */
export interface PortPackage {
  readonly version: string;
}

/** Gives the files of a new cloud, by their path inside its folder. */
export function renderCloudFiles(names: Names, port: PortPackage): Readonly<Record<string, string>> {
  return {
    'package.json': renderPackage(names, port),
    'README.md': renderReadme(names),
    'src/index.ts': `export { ${names.camel} } from './cloud.ts';\n`,
    'src/cloud.ts': renderCloud(names),
    'src/cloud.test.ts': renderTest(names),
    'src/questions.ts': renderQuestions(names),
    'src/spec-schema.ts': renderSchemas(names),
  };
}

function renderPackage({ kebab }: Names, port: PortPackage): string {
  const value = {
    name: `@atoll/cloud-${kebab}`,
    version: port.version,
    private: true,
    license: 'Apache-2.0',
    type: 'module',
    exports: {
      '.': './src/index.ts',
      './questions': './src/questions.ts',
      './package.json': './package.json',
    },
    dependencies: {
      '@atoll/cloud': '*',
      '@atoll/region-config': '*',
      'json-schema-to-ts': JSON_SCHEMA_TO_TS,
    },
    nx: { tags: ['layer:construct', 'purity:pure', `cloud:${kebab}`] },
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function renderReadme({ kebab, camel }: Names): string {
  return `# cloud-${kebab}

Everything that Atoll knows about the cloud \`${kebab}\`: its configuration, its names, its managed resources.

\`\`\`ts
import { ${camel} } from '@atoll/cloud-${kebab}';

${camel}.checkRegion(region);
\`\`\`

Until it builds something, it refuses every region (\`ERR_CONFIG_CLOUD_INCOMPLETE\`), so that nobody gets an empty one.

It must not import another cloud, read a clock, or touch a file or the network.
How to go on: \`docs/how-to/add-a-cloud.md\`; the model to follow: \`libs/cloud-aws\`.
`;
}

function renderCloud(names: Names): string {
  const { kebab, camel } = names;
  return `import { type Cloud, defineCloud } from '@atoll/cloud';
import { ${camel}Questions } from './questions.ts';
import {
  type ObservedSpec,
  observedSchema,
  type OrganizationSpec,
  organizationSchema,
  type RegionSpec,
  regionSchema,
  subjectSchema,
} from './spec-schema.ts';

/** The cloud \`${kebab}\`; it knows no kinds yet, so it refuses every region. */
export const ${camel}: Cloud = defineCloud<RegionSpec, OrganizationSpec, ObservedSpec>({
  name: '${kebab}',
  schemas: {
    cloud: '${kebab}',
    region: regionSchema,
    organization: organizationSchema,
    observed: observedSchema,
    subject: subjectSchema,
  },
  schemaSets: [],
  observedKinds: [],
  adoptableFields: [],
  toSmokeFacts: () => ({}),
  checkRegion: () => [
    {
      path: 'spec.cloud',
      code: 'ERR_CONFIG_CLOUD_INCOMPLETE',
      message: '${kebab} builds nothing yet: choose another cloud, or complete libs/cloud-${kebab}',
    },
  ],
  accountOf: (region) => region.cloudSpec.account,
  kubeconfigSecretOf: (region) => region.names.of('kubeconfig'),
  claimNames: () => [],
  listWaits: () => [],
  listOwnerTasks: () => [],
  build: () => undefined,
  buildControlCluster: () => undefined,
  lint: () => [],
  lintAll: () => [],
  toObserved: () => ({}),
${renderParts(names)}});
`;
}

/** The parts of the port that have a file of their own; empty, they claim nothing. */
function renderParts({ kebab, camel }: Names): string {
  return `  planning: {
    lossOf: () => undefined,
    judgeChange: () => undefined,
    judgeDeletion: () => undefined,
    listExposure: () => [],
    listCosts: () => [],
    listPermissions: () => [],
  },
  access: {
    listRoles: () => [],
    neededActions: () => [],
    checkAccess: () => ({ checked: 0, missing: [], unused: [] }),
    liveQueries: () => [],
    lintAccess: () => [],
    snapshot: () => ({ granted: [], needed: [] }),
  },
  grants: { entryOf: () => '', auditOf: () => [] },
  users: { system: [], writersOf: () => [], usersOf: () => ({ region: [], control: [] }) },
  bootstrapBundle: {
    questions: ${camel}Questions,
    formats: [],
    renderBundle: (_region, format) => {
      throw new RangeError(\`${kebab} has no bundle of format \${format}\`);
    },
    renderSummary: () => '',
    listFurtherTasks: () => [],
    kubeconfigCommand: () => '',
  },
  decommission: {
    listExports: () => [],
    locksOf: () => [],
    listInsideSteps: () => [],
    explainKept: () => undefined,
    listRevocation: () => [],
    listLeftoverScans: () => [],
    fateOf: () => 'internal',
  },
`;
}

function renderQuestions({ kebab, camel }: Names): string {
  return `import type { CloudQuestions } from '@atoll/region-config/questions';

/** What only ${kebab} asks about a new region; also a line in libs/synth/src/cloud-questions.ts. */
export const ${camel}Questions: CloudQuestions = {
  cloud: '${kebab}',
  identity: [
    {
      path: 'spec.${kebab}.account',
      flag: 'account',
      text: 'Account that owns the region',
      comment: 'Everything is made in this account.',
      example: 'acme-production',
      isAsked: true,
      isAlwaysWritten: true,
    },
  ],
  details: [],
};
`;
}

function renderTest({ kebab, camel }: Names): string {
  return `import { describe, expect, it } from 'vitest';
import { ${camel} } from './cloud.ts';

// As soon as it builds a region, describeCloudContract of @atoll/cloud/testing takes the place of these tests.
describe('the cloud ${kebab}', () => {
  it('names its schemas as it names itself', () => {
    expect(${camel}.schemas.cloud).toBe(${camel}.name);
  });

  it('refuses every region until it builds one', () => {
    expect(${camel}.checkRegion(undefined as never).map(({ code }) => code)).toStrictEqual([
      'ERR_CONFIG_CLOUD_INCOMPLETE',
    ]);
  });
});
`;
}

function renderSchemas({ kebab }: Names): string {
  return `import type { FromSchema } from 'json-schema-to-ts';

/** \`spec.${kebab}\` of a Region. */
export const regionSchema = {
  type: 'object',
  description: 'What only ${kebab} knows about the region.',
  additionalProperties: false,
  required: ['account'],
  properties: {
    account: {
      type: 'string',
      pattern: '^[a-z0-9-]{1,64}$',
      'x-form': '1 to 64 lower-case letters, digits and dashes',
      description: 'Account that owns everything in the region.',
      'x-source': '"our control plane identity requires access to a dedicated cloud account within your VPC"',
      'x-effect': 'Every resource is created in this account. It cannot be changed later.',
    },
  },
} as const;

/** \`spec.${kebab}\` of a Region, validated. */
export type RegionSpec = FromSchema<typeof regionSchema>;

${renderEmptySchema('Organization', `What ${kebab} needs to know once for all regions.`, kebab)}
${renderEmptySchema('Observed', `Values that ${kebab} assigned.`, kebab)}
/** \`spec.subject.${kebab}\` of an AccessGrant. */
export const subjectSchema = {
  type: 'object',
  description: 'Who a grant is for, as ${kebab} knows them.',
  additionalProperties: false,
  properties: {},
} as const;
`;
}

function renderEmptySchema(kind: string, description: string, cloud: string): string {
  const schema = `${kind.toLowerCase()}Schema`;
  return `/** \`spec.${cloud}\` of an ${kind}. */
export const ${schema} = {
  type: 'object',
  description: '${description}',
  additionalProperties: false,
  properties: {},
} as const;

/** \`spec.${cloud}\` of an ${kind}, validated. */
export type ${kind}Spec = FromSchema<typeof ${schema}>;
`;
}
