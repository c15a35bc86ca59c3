/** One step into a document: the name of a field, or the index of a list item. */
export type FieldStep = string | number;

/** Steps from the top of a document to a field. */
export type FieldPath = readonly FieldStep[];

/** Names that stand in a path as they are; any other is quoted, as in `spec["a.b"]`. */
const PLAIN_NAME = /^[A-Za-z_<][A-Za-z0-9_>-]*$/;

/** One step of a rendered path: a name, a quoted name in brackets, or an index (`[]` is any item). */
const STEP = /\.?([^.[\]"]+)|\[(\d*)\]|\[("(?:[^"\\]|\\.)*")\]/gy;

/** Gives `spec.aws.zones[2]`. */
export function renderFieldPath(path: FieldPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (!PLAIN_NAME.test(step)) text += `[${JSON.stringify(step)}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}

/** Gives the steps of `spec.aws.zones[2]`; `[]` is read as index 0, and undefined is given for what is no path. */
export function parseFieldPath(text: string): FieldPath | undefined {
  const path: FieldStep[] = [];
  let end = 0;
  for (const match of text.matchAll(STEP)) {
    const [whole, name, index, quoted] = match;
    if (name !== undefined) path.push(/^\d+$/.test(name) ? Number(name) : name);
    else if (index !== undefined) path.push(Number(index));
    else path.push(JSON.parse(quoted ?? '""') as string);
    end = match.index + whole.length;
  }
  return end === text.length ? path : undefined;
}
