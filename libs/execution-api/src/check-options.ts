import { ExecutionError } from './execution-error.ts';
import type { ExecutionApiOptions } from './execution-options.ts';

/**
 * Refuses options with which the API would answer nobody, or the wrong ones.
 *
 * @throws ExecutionError `ERR_EXECUTION_OPTIONS`
 */
export function checkOptions({ authentication, addressRate, callerRate }: ExecutionApiOptions): void {
  const { audiences, reviewToken, jwt, groups } = authentication;
  const values = Object.values(audiences);
  requireThat(values.length > 0, 'name the audience of at least one region');
  requireThat(!values.includes(''), 'an audience must not be empty: every token would do');
  requireThat(
    new Set(values).size === values.length,
    'two regions have one audience; a token of one would do for both',
  );
  requireThat(
    reviewToken !== undefined || jwt !== undefined,
    'say whose tokens are taken: reviewToken, jwt or both',
  );
  requireThat(jwt === undefined || isHttps(jwt.jwksUrl), 'jwt.jwksUrl must be an https:// URL');
  requireThat(groups.viewer.length + groups.operator.length > 0, 'name a group that may read or act');
  for (const rule of [addressRate, callerRate]) {
    requireThat(
      rule === undefined || (rule.burst >= 1 && rule.perSecond > 0),
      'a rate needs burst >= 1, perSecond > 0',
    );
  }
}

function requireThat(holds: boolean, rule: string): void {
  if (!holds) throw new ExecutionError('ERR_EXECUTION_OPTIONS', `the Execution API cannot start: ${rule}`);
}

function isHttps(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'https:';
}
