const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

/** Cuts a stream of bytes into lines without making text of half a character. */
export interface LineSplitter {
  /**
   * Gives the lines that are complete now, without their ends; empty ones are left out.
   *
   * @throws RangeError when a line grows over the limit
   */
  push(chunk: Buffer): readonly string[];
}

/**
 * Makes a splitter.
 *
 * @param maxBytes longest line: an object of the API server has 1.5 MB at most, its managed fields come on top
 */
export function createLineSplitter(maxBytes: number): LineSplitter {
  let parts: Buffer[] = [];
  let size = 0;
  return {
    push(chunk) {
      const lines: string[] = [];
      const grow = (bytes: number) => {
        size += bytes;
        if (size > maxBytes) throw new RangeError(`a line of a watch has more than ${maxBytes} bytes`);
      };
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
        grow(end - start);
        const line = toLine(parts, chunk.subarray(start, end));
        if (line !== '') lines.push(line);
        parts = [];
        size = 0;
        start = end + 1;
      }
      if (start < chunk.length) {
        grow(chunk.length - start);
        parts.push(chunk.subarray(start));
      }
      return lines;
    },
  };
}

function toLine(parts: readonly Buffer[], last: Buffer): string {
  const bytes = parts.length === 0 ? last : Buffer.concat([...parts, last]);
  const end = bytes.at(-1) === CARRIAGE_RETURN ? bytes.length - 1 : bytes.length;
  return bytes.toString('utf8', 0, end);
}
