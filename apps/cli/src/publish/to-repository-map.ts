import { AppError } from '@atoll/core';
import type { RemoteUrl } from '@atoll/deploy-repo';

/**
 * Gives where repositories are reached, by their configured address, from texts such as `https://a/b.git=/srv/b.git`.
 *
 * @param parseUrl checks an address, and prints none that it refuses
 * @throws AppError `ERR_PUBLISH_REPO_MAP`, which names a text by its number alone: it may hold a password
 */
export function toRepositoryMap(
  texts: readonly string[],
  parseUrl: (text: string, hasCredentials: boolean) => RemoteUrl,
): ReadonlyMap<string, string> {
  return new Map(
    texts.map((text, index) => {
      const at = text.indexOf('=');
      const [url, place] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
      if (url === '' || place === '') throw refuse(index, 'write <url>=<url or path>');
      return [url, checkPlace(place, index, parseUrl)] as const;
    }),
  );
}

function checkPlace(
  place: string,
  index: number,
  parseUrl: (text: string, hasCredentials: boolean) => RemoteUrl,
): string {
  try {
    return parseUrl(place, false).url;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw refuse(index, error.message);
  }
}

function refuse(index: number, rule: string): AppError {
  return new AppError('ERR_PUBLISH_REPO_MAP', `--repo-map, number ${index + 1}: ${rule}`);
}
