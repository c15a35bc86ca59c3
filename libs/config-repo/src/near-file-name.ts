/** Most characters in which two near names differ, in one place: a slip, two swapped letters, `yml` for `yaml`. */
const MOST_DIFFERENT = 2;

/** Copies that editors and merges leave behind; they are never meant as the file itself. */
const LEFT_BEHIND = /^[.#]|[~#]$|\.(bak|orig|rej|swp|tmp)$/i;

/** Gives the wanted file that another name is probably meant as, such as region.yaml for `regoin.yaml`. */
export function nearFileName(name: string, wanted: readonly string[]): string | undefined {
  return LEFT_BEHIND.test(name) ? undefined : wanted.find((file) => name !== file && isNear(name, file));
}

/** Compares what is left between the common start and the common end. */
function isNear(name: string, file: string): boolean {
  const folded = name.toLowerCase();
  let start = 0;
  while (start < file.length && folded[start] === file[start]) start += 1;
  let end = 0;
  const most = Math.min(folded.length, file.length) - start;
  while (end < most && folded.at(-1 - end) === file.at(-1 - end)) end += 1;
  return Math.max(folded.length, file.length) - start - end <= MOST_DIFFERENT;
}
