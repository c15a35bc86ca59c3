import { DeployRepoError } from './deploy-repo-error.ts';

/** Longest message or block of trailers in bytes: Linux takes 128 KiB an argument, and nobody reads as much. */
const LONGEST = 100_000;
const TRAILER_KEY = /^[A-Za-z0-9][A-Za-z0-9-]*$/;

/** What a commit says. */
export interface CommitMessage {
  readonly message: string;
  /** Lines at the end, `Key: value`, in this order; for example the source commit and the generator's version. */
  readonly trailers?: Readonly<Record<string, string>>;
}

/**
 * Gives the paragraphs for `git commit-tree -m`: the message, then the trailers.
 *
 * @throws DeployRepoError `ERR_DEPLOY_REPO_MESSAGE`
 */
export function renderCommitMessage({ message, trailers = {} }: CommitMessage): string[] {
  const lines = Object.entries(trailers).map(([key, value]) => {
    if (!TRAILER_KEY.test(key) || /[\r\n]/.test(value)) {
      throw toBadMessage(
        `the trailer ${JSON.stringify(key)} must be one line with a key of letters, digits and "-"`,
      );
    }
    return `${key}: ${value}`;
  });
  const paragraphs = [message.trim(), lines.join('\n')].filter((text) => text !== '');
  if (message.trim() === '') {
    throw toBadMessage('it is empty; say what was rendered and why');
  }
  if (paragraphs.some((text) => text.includes('\0') || Buffer.byteLength(text) > LONGEST)) {
    throw toBadMessage(`it holds a NUL or more than ${LONGEST} bytes; name fewer things`);
  }
  return paragraphs;
}

function toBadMessage(rule: string): DeployRepoError {
  return new DeployRepoError('ERR_DEPLOY_REPO_MESSAGE', `the commit message cannot be used: ${rule}`);
}
