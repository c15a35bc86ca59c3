/** Control characters but the line feed: they could rewrite a terminal or hide a line. */
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

const TRAILER = /^([A-Za-z0-9][A-Za-z0-9-]*): (.*)$/;

/** Characters of an agent's evidence that go into a merge; more is not read, and its commit stays to be looked at. */
const LONGEST_EVIDENCE = 8_000;
const LONGEST_LINE = 200;

/** What the commit of a proposal says. */
export interface ProposalMessage {
  /** Id of the decision, trailer `Atoll-Decision`; undefined without one. */
  readonly decision: string | undefined;
  /** Scope of the agent, trailer `Atoll-Agent`. */
  readonly agent: string | undefined;
  /** Trailer `Atoll-Delivery`; `propose` waits for a person whatever the region's config says. */
  readonly delivery: string | undefined;
  /** Everything above the trailers: why. */
  readonly evidence: string;
}

/** Reads the message of a proposal's commit: evidence, then one paragraph of trailers. */
export function parseProposalMessage(text: string): ProposalMessage {
  const paragraphs = text
    .replaceAll('\r\n', '\n')
    .replace(CONTROL, '')
    .trim()
    .split(/\n{2,}/);
  const last = (paragraphs.at(-1) ?? '').split('\n').map((line) => TRAILER.exec(line));
  const hasTrailers = paragraphs.length > 1 && last.every((match) => match !== null);
  const trailers = hasTrailers ? last.flatMap((match) => (match === null ? [] : [match])) : [];
  // Of a trailer that stands twice neither counts: which one is meant is not for us to guess.
  const find = (key: string) => {
    const found = trailers.filter((match) => match[1] === key);
    return found.length === 1 ? found[0]?.[2]?.trim() : undefined;
  };
  return {
    decision: find('Atoll-Decision'),
    agent: find('Atoll-Agent'),
    delivery: find('Atoll-Delivery'),
    evidence: (hasTrailers ? paragraphs.slice(0, -1) : paragraphs).join('\n\n'),
  };
}

/** Gives the message of a proposal's commit, as `parseProposalMessage` reads it. */
export function renderProposalMessage(message: {
  readonly evidence: string;
  readonly decision: string;
  readonly agent: 'region' | 'control-plane';
  readonly delivery: 'commit' | 'propose';
}): string {
  const { evidence, decision, agent, delivery } = message;
  const trailers = `Atoll-Decision: ${decision}\nAtoll-Agent: ${agent}\nAtoll-Delivery: ${delivery}`;
  return `${evidence.trim()}\n\n${trailers}\n`;
}

/** Gives evidence as it is quoted in a merge: indented, so that no line of it is read as a trailer. */
export function quoteEvidence(evidence: string): string {
  const cut =
    evidence.length > LONGEST_EVIDENCE ? `${evidence.slice(0, LONGEST_EVIDENCE)}\n(cut here)` : evidence;
  return cut
    .split('\n')
    .map((line) => `    ${line.slice(0, LONGEST_LINE)}`.trimEnd())
    .join('\n');
}
