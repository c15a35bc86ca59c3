/** What the rendering process says about one region, one JSON object a line. */
export interface RenderAnswer {
  readonly region: string;
  readonly ok: boolean;
  /** Text for people: what was rendered, or everything that is wrong. */
  readonly text: string;
}

/** Gives the answer on a line of output, or undefined if the line is something else. */
export function parseRenderAnswer(line: string): RenderAnswer | undefined {
  const value = parseJson(line);
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const { region, ok, text } = value as Partial<Record<keyof RenderAnswer, unknown>>;
  return typeof region === 'string' && typeof ok === 'boolean' && typeof text === 'string'
    ? { region, ok, text }
    : undefined;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
