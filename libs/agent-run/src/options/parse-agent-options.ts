import { Ajv } from 'ajv';
import { AgentError } from '../agent-error.ts';
import type { AgentOptions } from './agent-options.ts';
import { type OptionName, type OptionRow, optionRows } from './option-schema.ts';

/** Options as words, by name; undefined or empty counts as absent. */
export type OptionWords = Readonly<Partial<Record<OptionName, string | undefined>>>;

/** Gives the words of the variables that stand for options. */
export function readOptionWords(environment: Readonly<Record<string, string | undefined>>): OptionWords {
  return Object.fromEntries(
    Object.entries(optionRows).map(([name, { variable }]) => [name, environment[variable]]),
  );
}

/** Gives the variables that look like options and are none of this release: what they ask for is not done. */
export function listUnknownVariables(
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const known = new Set<string>(Object.values(optionRows).map(({ variable }) => variable));
  return Object.keys(environment)
    .filter((name) => name.startsWith('ATOLL_') && !known.has(name))
    .sort();
}

/**
 * Turns words into options.
 *
 * @param version of the program
 * @throws AgentError ERR_AGENT_OPTIONS, with every option that is missing or wrong; values are shown, for none is a secret
 */
export function parseAgentOptions(words: OptionWords, version: string): AgentOptions {
  const values = toValues(words);
  const faults = [...listFaults(values), ...listRuleFaults(values)];
  if (faults.length > 0) throw new AgentError('ERR_AGENT_OPTIONS', `${faults.join('; ')}.`);
  const { regions, ...others } = values;
  return {
    ...others,
    regions: String(regions).split(',').filter(Boolean),
    version,
  } as unknown as AgentOptions;
}

type Values = Readonly<Record<string, string | number>>;

function toValues(words: OptionWords): Values {
  const values: Record<string, string | number> = {};
  for (const [name, row] of Object.entries(optionRows) as [OptionName, OptionRow][]) {
    const word = words[name];
    if (word !== undefined && word !== '')
      values[name] = row.schema['type'] === 'integer' ? toNumber(word) : word;
    else if (row.default !== undefined) values[name] = row.default;
  }
  return values;
}

/** Words that are no number stay words, for the schema to refuse. */
function toNumber(word: string): string | number {
  return /^\d{1,9}$/.test(word) ? Number(word) : word;
}

function listFaults(values: Values): readonly string[] {
  const properties = Object.fromEntries(
    Object.entries(optionRows).map(([name, { schema }]) => [name, schema]),
  );
  const validate = new Ajv({ allErrors: true }).compile({
    type: 'object',
    properties,
    required: ['identity', 'dataFolder'],
  });
  if (validate(values)) return [];
  return (validate.errors ?? []).map(({ instancePath, params, message = 'is wrong' }) => {
    const name = (instancePath.slice(1) ||
      String((params as { missingProperty?: string }).missingProperty)) as OptionName;
    const { variable } = optionRows[name];
    const value = values[name];
    if (value === undefined)
      return `${variable} is missing: ${optionRows[name].description.replace(/\.$/, '')}`;
    const allowed = (params as { allowedValues?: readonly string[] }).allowedValues;
    return `${variable}=${value} ${allowed === undefined ? message : `must be one of ${allowed.join(', ')}`}`;
  });
}

function listRuleFaults(values: Values): readonly string[] {
  const faults: string[] = [];
  if (values['scope'] === 'region' && !/^[a-z][a-z0-9-]*$/.test(String(values['regions'])))
    faults.push('ATOLL_REGIONS must name exactly one region with ATOLL_SCOPE=region');
  if (values['apiPort'] !== undefined && values['tlsFolder'] === undefined)
    faults.push('ATOLL_TLS_FOLDER is missing: the Execution API of ATOLL_API_PORT speaks HTTPS only');
  return faults;
}
