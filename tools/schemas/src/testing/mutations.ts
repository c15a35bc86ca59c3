/** An object with one place changed. */
export interface Mutation {
  /** What was changed, such as `spec.forProvider.region = 7`. */
  readonly title: string;
  readonly object: Readonly<Record<string, unknown>>;
}

type Path = readonly (string | number)[];
type Container = Record<string | number, unknown>;

/** Values of every type, put in the place of every other value. */
const OTHER_VALUES: readonly unknown[] = ['', 'text', 7, 1.5, -1, true, [], {}, ['x'], { a: 'b' }];

/**
 * Gives the object with every part of `spec` (or of another top-level field) deleted, replaced by values of all
 * types, extended by an unknown field, or, in a list, doubled; one change at a time.
 */
export function* listMutations(object: Readonly<Record<string, unknown>>): Generator<Mutation> {
  for (const path of listPaths(object, [])) {
    if (path.length > 0 && !['apiVersion', 'kind', 'metadata'].includes(String(path[0]))) {
      yield* mutateAt(object, path);
    }
  }
}

function* listPaths(value: unknown, path: Path): Generator<Path> {
  yield path;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      yield* listPaths(item, [...path, index]);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, field] of Object.entries(value)) {
      yield* listPaths(field, [...path, key]);
    }
  }
}

function* mutateAt(object: Readonly<Record<string, unknown>>, path: Path): Generator<Mutation> {
  const place = path.join('.');
  const last = path.at(-1) ?? '';
  const change = (title: string, edit: (parent: Container) => void): Mutation => {
    const copy = structuredClone(object) as Container;
    edit(valueAt(copy, path.slice(0, -1)) as Container);
    return { title: `${place} ${title}`, object: copy };
  };
  yield change('deleted', (parent) => {
    if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else delete parent[last];
  });
  for (const other of OTHER_VALUES) {
    yield change(`= ${JSON.stringify(other)}`, (parent) => {
      parent[last] = structuredClone(other);
    });
  }
  const value = valueAt(object, path);
  if (Array.isArray(value) && value.length > 0) {
    yield change('with its first item twice', (parent) => {
      (parent[last] as unknown[]).push(structuredClone(value[0]));
    });
  } else if (typeof value === 'object' && value !== null) {
    yield change('with the field zzz', (parent) => {
      (parent[last] as Container)['zzz'] = 'x';
    });
  }
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, key) => (at as Container)[key], value);
}
