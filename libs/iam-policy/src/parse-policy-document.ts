import { AppError } from '@atoll/core';
import { parseOperator } from './holds-condition.ts';
import type { PolicyCondition, PolicyDocument, PolicyStatement } from './policy-document.ts';

/** Elements of which a statement has one and not the other. */
const EXCLUSIVE = [
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
  ['Principal', 'NotPrincipal'],
] as const;

/** Elements that hold one text or many. */
const TEXTS = ['Action', 'NotAction', 'Resource', 'NotResource'];

/** Every element of a statement. */
const ELEMENTS = ['Sid', 'Effect', 'Condition', ...EXCLUSIVE.flat()];

/**
 * Gives a policy from JSON text or a parsed value.
 *
 * @param name file or policy, for the message
 * @throws AppError ERR_IAM_POLICY when IAM would not take it
 */
export function parsePolicyDocument(name: string, source: unknown): PolicyDocument {
  const value = typeof source === 'string' ? parseJson(name, source) : source;
  if (!isRecord(value)) throw fault(name, 'is no object with Version and Statement');
  const { Version, Statement } = value;
  if (Version !== undefined && Version !== '2012-10-17' && Version !== '2008-10-17')
    throw fault(name, `has Version ${JSON.stringify(Version)}; IAM knows 2012-10-17 and 2008-10-17`);
  const statements = Array.isArray(Statement) ? Statement : [Statement];
  const parsed = statements.map((statement: unknown, index) =>
    parseStatement(`${name}: statement ${index + 1}`, statement),
  );
  return { ...(Version === undefined ? {} : { Version }), Statement: parsed };
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw fault(name, `is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function parseStatement(place: string, statement: unknown): PolicyStatement {
  if (!isRecord(statement)) throw fault(place, 'is no object');
  const unknown = Object.keys(statement).find((key) => !ELEMENTS.includes(key));
  if (unknown !== undefined)
    throw fault(place, `has ${unknown}, which no statement has; there is ${ELEMENTS.join(', ')}`);
  const { Effect, Condition } = statement;
  if (Effect !== 'Allow' && Effect !== 'Deny') throw fault(place, 'has no Effect of Allow or Deny');
  checkElements(place, statement);
  const rest = Condition === undefined ? {} : { Condition: parseCondition(place, Condition) };
  return { ...(statement as unknown as PolicyStatement), ...rest };
}

function checkElements(place: string, statement: Readonly<Record<string, unknown>>): void {
  for (const [one, other] of EXCLUSIVE) {
    if (statement[one] !== undefined && statement[other] !== undefined)
      throw fault(place, `has ${one} and ${other}; write one of them`);
  }
  if (statement['Action'] === undefined && statement['NotAction'] === undefined)
    throw fault(place, 'has neither Action nor NotAction');
  for (const element of TEXTS) {
    const values = [statement[element] ?? []].flat();
    if (!values.every((value) => typeof value === 'string'))
      throw fault(place, `has ${element} that is neither a text nor a list of texts`);
  }
}

function parseCondition(place: string, condition: unknown): PolicyCondition {
  if (!isRecord(condition)) throw fault(place, 'has a Condition that is no object');
  const operators = Object.entries(condition).map(([operator, keys]) => {
    parseOperator(operator);
    if (!isRecord(keys)) throw fault(place, `has ${operator} that is no object of keys`);
    const texts = Object.entries(keys).map(([key, value]) => [
      key,
      [value].flat().map((one) => toText(place, one)),
    ]);
    return [operator, Object.fromEntries(texts)];
  });
  return Object.fromEntries(operators) as PolicyCondition;
}

/** IAM takes true and 5 for "true" and "5". */
function toText(place: string, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  throw fault(place, 'has a Condition with a value that is no text');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fault(place: string, what: string): AppError {
  return new AppError('ERR_IAM_POLICY', `${place} ${what}.`);
}
