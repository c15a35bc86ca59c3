import { SchemasError } from './schemas-error.ts';

/** A parsed CEL expression; only the forms that CRD rules use for plain structure. */
export type CelNode =
  | { readonly form: 'literal'; readonly value: string | number | boolean }
  | { readonly form: 'list'; readonly items: readonly CelNode[] }
  | { readonly form: 'path'; readonly root: string; readonly fields: readonly string[] }
  | { readonly form: 'not'; readonly of: CelNode }
  | { readonly form: 'binary'; readonly operator: string; readonly left: CelNode; readonly right: CelNode }
  | { readonly form: 'choice'; readonly test: CelNode; readonly then: CelNode; readonly otherwise: CelNode }
  | {
      readonly form: 'call';
      readonly name: string;
      readonly target: CelNode;
      readonly args: readonly CelNode[];
    };

const TOKEN =
  /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\d+)|([A-Za-z_]\w*)|(&&|\|\||[=!<>]=|[-+*/%!<>()[\],.?:]))/y;

/** Binary operators by rising strength. */
const LEVELS: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!=', '<', '<=', '>', '>=', 'in']];

/** Escapes by which CEL names fields that are no identifiers. */
const FIELD_ESCAPES: readonly (readonly [string, string])[] = [
  ['__dot__', '.'],
  ['__dash__', '-'],
  ['__slash__', '/'],
  ['__underscores__', '__'],
];

/**
 * Parses a CEL rule.
 *
 * @throws SchemasError `ERR_SCHEMAS_CEL_UNKNOWN` for a form that is not known here
 */
export function parseCel(rule: string): CelNode {
  const parser = new CelParser(rule);
  const node = parser.parseChoice();
  parser.expectEnd();
  return node;
}

/** Gives the field's name for its escaped form: `namespace` for `__namespace__`. */
export function unescapeCelField(name: string): string {
  const reserved = /^__([a-z]+)__$/.exec(name)?.[1];
  if (reserved !== undefined && !FIELD_ESCAPES.some(([escape]) => escape === name)) {
    return reserved;
  }
  return FIELD_ESCAPES.reduce((text, [escape, plain]) => text.replaceAll(escape, plain), name);
}

class CelParser {
  readonly #rule: string;
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(rule: string) {
    this.#rule = rule;
    this.#tokens = toTokens(rule);
  }

  parseChoice(): CelNode {
    const test = this.#parseBinary(0);
    if (!this.#take('?')) {
      return test;
    }
    const then = this.parseChoice();
    this.#expect(':');
    return { form: 'choice', test, then, otherwise: this.parseChoice() };
  }

  expectEnd(): void {
    if (this.#at < this.#tokens.length) {
      throw toUnknownForm(this.#rule);
    }
  }

  #parseBinary(level: number): CelNode {
    const operators = LEVELS[level];
    if (operators === undefined) {
      return this.#parseUnary();
    }
    let left = this.#parseBinary(level + 1);
    for (let next = this.#peek(); next !== undefined && operators.includes(next); next = this.#peek()) {
      this.#at += 1;
      left = { form: 'binary', operator: next, left, right: this.#parseBinary(level + 1) };
    }
    return left;
  }

  #parseUnary(): CelNode {
    return this.#take('!')
      ? { form: 'not', of: this.#parseUnary() }
      : this.#parseMembers(this.#parsePrimary());
  }

  #parseMembers(start: CelNode): CelNode {
    let node = start;
    while (this.#take('.')) {
      const name = this.#next();
      if (this.#take('(')) {
        node = { form: 'call', name, target: node, args: this.#parseList(')') };
      } else if (node.form === 'path') {
        node = { ...node, fields: [...node.fields, unescapeCelField(name)] };
      } else {
        throw toUnknownForm(this.#rule);
      }
    }
    return node;
  }

  #parsePrimary(): CelNode {
    const token = this.#next();
    if (token === '(') {
      const node = this.parseChoice();
      this.#expect(')');
      return node;
    }
    if (token === '[') {
      return { form: 'list', items: this.#parseList(']') };
    }
    if (token === 'true' || token === 'false') {
      return { form: 'literal', value: token === 'true' };
    }
    if (/^\d/.test(token)) {
      return { form: 'literal', value: Number(token) };
    }
    if (/^["']/.test(token)) {
      return { form: 'literal', value: toText(token, this.#rule) };
    }
    return this.#parseName(token);
  }

  #parseName(name: string): CelNode {
    if (!/^[A-Za-z_]/.test(name)) {
      throw toUnknownForm(this.#rule);
    }
    if (!this.#take('(')) {
      return { form: 'path', root: name, fields: [] };
    }
    const [target, ...args] = this.#parseList(')');
    if (target === undefined) {
      throw toUnknownForm(this.#rule);
    }
    return { form: 'call', name, target, args };
  }

  #parseList(end: string): readonly CelNode[] {
    const items: CelNode[] = [];
    while (!this.#take(end)) {
      if (items.length > 0) {
        this.#expect(',');
      }
      items.push(this.parseChoice());
    }
    return items;
  }

  #peek(): string | undefined {
    return this.#tokens[this.#at];
  }

  #next(): string {
    const token = this.#peek();
    if (token === undefined) {
      throw toUnknownForm(this.#rule);
    }
    this.#at += 1;
    return token;
  }

  #take(token: string): boolean {
    const found = this.#peek() === token;
    this.#at += found ? 1 : 0;
    return found;
  }

  #expect(token: string): void {
    if (!this.#take(token)) {
      throw toUnknownForm(this.#rule);
    }
  }
}

function toTokens(rule: string): readonly string[] {
  const tokens: string[] = [];
  const text = rule.trim();
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) {
      throw toUnknownForm(rule);
    }
    tokens.push(match[0].trim());
    at = TOKEN.lastIndex;
  }
  return tokens;
}

/** Reads a CEL string; escapes other than those of quotes and backslashes are not needed by any rule. */
function toText(token: string, rule: string): string {
  return token.slice(1, -1).replaceAll(/\\(.)/g, (_match, character: string) => {
    if (!['\\', '"', "'"].includes(character)) {
      throw toUnknownForm(rule);
    }
    return character;
  });
}

function toUnknownForm(rule: string): SchemasError {
  return new SchemasError('ERR_SCHEMAS_CEL_UNKNOWN', `this form of CEL is not translated: ${rule}`);
}
