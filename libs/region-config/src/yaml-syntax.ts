import { type Document, type ErrorCode, visit, type YAMLParseError } from 'yaml';
import type { Fault } from './fault.ts';

/** Deepest nesting of a file; the schemas need about ten levels. */
export const MAX_DEPTH = 40;

const ALIAS =
  'anchors and aliases (&name, *name) are not allowed; write the value out, or quote it if text is meant';
const TAG = 'tags (!name) are not allowed; remove the tag, or quote the value if text is meant';

/** Own sentences: the library's quote the text, which may be a secret. */
const SENTENCES: Readonly<Partial<Record<ErrorCode, string>>> = {
  ALIAS_PROPS: ALIAS,
  BAD_ALIAS: ALIAS,
  BAD_DIRECTIVE: 'directives (%NAME) are not allowed; remove the line',
  BAD_DQ_ESCAPE:
    'a backslash inside double quotes starts no known escape; double the backslash, or use single quotes',
  BAD_SCALAR_START: 'a value cannot start with this character; quote the value',
  BLOCK_AS_IMPLICIT_KEY:
    'a field follows where a plain value stands; put it on a line of its own with the right indentation, or quote the value if ": " belongs to it',
  KEY_OVER_1024_CHARS: 'the name of a field is longer than 1,024 characters',
  MULTILINE_IMPLICIT_KEY: 'a ":" and a space are missing after the name of a field',
  MULTIPLE_ANCHORS: ALIAS,
  MULTIPLE_DOCS:
    'a second document starts here; a file holds one document, so put each into a file of its own',
  MULTIPLE_TAGS: TAG,
  RESOURCE_EXHAUSTION: `is nested deeper than ${MAX_DEPTH} levels`,
  TAB_AS_INDENT: 'a tab stands in the indentation; indent with spaces',
  TAG_RESOLVE_FAILED: TAG,
  UNEXPECTED_TOKEN: 'the text does not fit here; check the quotes, brackets and commas of this line',
};

/** What an anchor, an alias or a tag in an otherwise sound document says. */
export const subsetSentences = { alias: ALIAS, tag: TAG } as const;

/** Gives the first fault of a text that is not YAML: what follows one is guesswork of the parser. */
export function toSyntaxFault(document: Document.Parsed): Fault | undefined {
  const { errors } = document;
  const first = errors.find(isExhaustion) ?? [...errors].sort((a, b) => a.pos[0] - b.pos[0])[0];
  if (first === undefined) return undefined;
  // Where the stack ends depends on the caller, so the place would differ from run to run.
  const offset = isExhaustion(first) ? 0 : (openingQuote(document, first) ?? first.pos[0]);
  return { offset, path: [], message: sentenceOf(first), code: 'ERR_CONFIG_YAML' };
}

function isExhaustion(error: YAMLParseError): boolean {
  return error.code === 'RESOURCE_EXHAUSTION';
}

/** The library points at the end of the text, where it missed the closing quote; people look for the opening one. */
function openingQuote(document: Document.Parsed, error: YAMLParseError): number | undefined {
  if (!isUnclosedQuote(error)) return undefined;
  let offset: number | undefined;
  visit(document, {
    Scalar: (_, { type, range }) => {
      if (type?.startsWith('QUOTE_') && range?.[1] === error.pos[0]) offset = range[0];
    },
  });
  return offset;
}

function isUnclosedQuote(error: YAMLParseError): boolean {
  return error.code === 'MISSING_CHAR' && /closing/.test(error.message);
}

function sentenceOf(error: YAMLParseError): string {
  if (isUnclosedQuote(error)) return 'a quotation mark is opened and never closed';
  if (error.code === 'MISSING_CHAR') {
    if (/map/.test(error.message)) return 'a ":" and a space are missing after the name of a field';
    return 'a "," is missing between two items';
  }
  if (error.code === 'BAD_INDENT') {
    return /Flow/.test(error.message)
      ? 'a "[" or "{" is opened and never closed, or the lines inside are not indented'
      : 'wrong indentation; the fields of one mapping start at the same column';
  }
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY' && /sequence/.test(error.message)) {
    return 'an item of a list ("- ") stands among the fields of a mapping';
  }
  return SENTENCES[error.code] ?? 'is not valid YAML here';
}
