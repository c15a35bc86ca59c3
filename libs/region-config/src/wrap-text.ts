/** Longest line: fits half a wide screen and every terminal that people split. */
const WIDTH = 100;

/** Breaks a text into lines of at most 100 columns where a word allows it; the first starts with `head`, the others with as many spaces. */
export function wrapText(text: string, head: string): readonly string[] {
  const margin = ' '.repeat(head.length);
  const lines: string[] = [];
  let line = head;
  let isFirst = true;
  for (const word of text.split(/\s+/)) {
    if (!isFirst && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = margin + word;
    } else {
      line += isFirst ? word : ` ${word}`;
    }
    isFirst = false;
  }
  return [...lines, line.trimEnd()];
}
