import { libraryDocument, libraryKey, libraryScalar } from './library-yaml.ts';
import { ManifestError } from './manifest-error.ts';
import { isPlainBlock, isPlainKey, isPlainValue } from './plain-scalar.ts';

/** One level of block indentation. */
const STEP = '  ';

/** YAML 1.2.2, rule 154: a longer key needs the long form, `? key` and `: value` on two lines. */
const LONGEST_SHORT_KEY = 1_024;

/** Distinct scalars of a few dozen regions; at about 100 bytes each it is half a megabyte. */
const DEFAULT_CACHE_SIZE = 4_096;

/** A policy or script of several kilobytes hardly comes twice; it would only fill memory. */
const LONGEST_CACHED = 2_048;

/** Text of one object as one YAML document without `---`, line feed at the end. */
export type SerializeManifest = (object: unknown) => string;

export interface SerializerOptions {
  /** Scalars whose text is kept for the next time. @default 4096 */
  readonly cacheSize?: number;
}

interface Scalars {
  readonly keys: (key: string, nested: boolean) => string;
  readonly values: (text: string) => string;
}

/**
 * Gives a serializer that remembers the scalars it had to ask the `yaml` library about; make one for each run and
 * use it for every object.
 *
 * The text is byte for byte what cdk8s' `Yaml.stringify` writes (YAML 1.1 rules, no folding), about ten times as
 * fast, but for three cases: a JavaScript object used in two places is written twice instead of as an alias, and
 * the key `<<` and the strings that the library itself does not read back as they were are quoted on one line.
 *
 * @throws ManifestError `ERR_MANIFEST_NOT_PLAIN` when the object holds a function, a symbol or a class instance
 */
export function createSerializer(options: SerializerOptions = {}): SerializeManifest {
  const size = options.cacheSize ?? DEFAULT_CACHE_SIZE;
  const topKeys = remember(size, (key) => libraryKey(key, false));
  const nestedKeys = remember(size, (key) => libraryKey(key, true));
  const scalars: Scalars = {
    keys: (key, nested) => (nested ? nestedKeys(key) : topKeys(key)),
    values: remember(size, libraryScalar),
  };

  return (object) => `${renderDocument(object, scalars)}\n`;
}

/**
 * Gives the text of one object, as a serializer of `createSerializer` would; for a single object only, because
 * nothing is remembered.
 *
 * @throws ManifestError `ERR_MANIFEST_NOT_PLAIN`
 */
export function serializeManifest(object: unknown): string {
  return createSerializer()(object);
}

function renderDocument(object: unknown, scalars: Scalars): string {
  if (typeof object === 'string') {
    return libraryDocument(object);
  }

  return isFilled(object) ? renderBlock(object, 0, scalars) : renderFlow(object, 0, scalars);
}

/** The lines of a map or list without the indentation of the first, which the caller has already written. */
function renderBlock(value: object, depth: number, scalars: Scalars): string {
  return Array.isArray(value)
    ? renderList(value, depth, scalars)
    : renderMap(value as Record<string, unknown>, depth, scalars);
}

function renderList(list: readonly unknown[], depth: number, scalars: Scalars): string {
  const separator = `\n${STEP.repeat(depth)}- `;
  let text = '- ';
  for (let index = 0; index < list.length; index += 1) {
    const item = list[index];
    const rendered = isFilled(item)
      ? renderBlock(item, depth + 1, scalars)
      : renderFlow(item, depth + 1, scalars);
    text += index === 0 ? rendered : separator + rendered;
  }

  return text;
}

function renderMap(map: Record<string, unknown>, depth: number, scalars: Scalars): string {
  const separator = `\n${STEP.repeat(depth)}`;
  let text = '';
  for (const key of Object.keys(map)) {
    const keyText = isPlainKey(key) ? key : scalars.keys(key, depth > 0);
    const isLong = keyText.length > LONGEST_SHORT_KEY;
    const value = map[key];
    const rendered = isFilled(value)
      ? (isLong ? ' ' : separator + STEP) + renderBlock(value, depth + 1, scalars)
      : ` ${renderFlow(value, depth + 1, scalars)}`;
    text += `${text === '' ? '' : separator}${isLong ? `? ${keyText}${separator}` : keyText}:${rendered}`;
  }

  return text;
}

/** Tells a map or list that takes lines of its own from what stands on the line of its key. */
function isFilled(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  if (Array.isArray(value)) {
    return value.length > 0;
  }
  refuseClassInstance(value);
  for (const _key in value) {
    return true;
  }

  return false;
}

/** A scalar or an empty collection; the lines after the first of a long string stand `depth` levels deep. */
function renderFlow(value: unknown, depth: number, scalars: Scalars): string {
  switch (typeof value) {
    case 'string':
      return renderText(value, depth, scalars);
    case 'number':
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : libraryScalar(value);
    case 'boolean':
      return String(value);
    case 'undefined':
      return 'null';
    case 'bigint':
      return libraryScalar(value);
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? '[]' : '{}';
    default:
      throw notPlain(typeof value);
  }
}

function renderText(text: string, depth: number, scalars: Scalars): string {
  if (isPlainValue(text)) {
    return text;
  }

  return isPlainBlock(text) ? renderLiteral(text, depth) : indentLines(scalars.values(text), depth - 1);
}

/** A literal block, which the library would read back to see whether it is faithful: a policy differs in each region. */
function renderLiteral(text: string, depth: number): string {
  const indent = STEP.repeat(depth);
  const isEnded = text.endsWith('\n');
  const body = isEnded ? text.slice(0, -1) : text;

  return `${isEnded ? '|' : '|-'}\n${indent}${indentLines(body, depth)}`;
}

/** Moves every line but the first to the right; lines without any text stay empty, as the library leaves them. */
function indentLines(text: string, levels: number): string {
  return levels === 0 || !text.includes('\n')
    ? text
    : text.replace(/\n(?=[^\n])/g, `\n${STEP.repeat(levels)}`);
}

function refuseClassInstance(value: object): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw notPlain(`instance of ${value.constructor.name}`);
  }
}

function notPlain(what: string): ManifestError {
  return new ManifestError(
    'ERR_MANIFEST_NOT_PLAIN',
    `a manifest holds a value that is no plain data (${what}); allowed are maps, lists, strings, numbers, booleans and null: resolve it before it is written`,
  );
}

/** Keeps the latest answers, oldest out first. */
function remember(size: number, ask: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();

  return (text) => {
    const found = known.get(text);
    if (found !== undefined) {
      return found;
    }
    const answer = ask(text);
    if (text.length <= LONGEST_CACHED && size > 0) {
      evictOldest(known, size);
      known.set(text, answer);
    }

    return answer;
  };
}

function evictOldest(known: Map<string, unknown>, size: number): void {
  if (known.size < size) {
    return;
  }
  for (const oldest of known.keys()) {
    known.delete(oldest);

    return;
  }
}
