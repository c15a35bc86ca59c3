/** Gives the user whose token the header carries, by `Basic` or `Bearer`; undefined for anybody else, empty where there are no users. */
export function authenticate(
  header: string | undefined,
  users: Readonly<Record<string, string>> | undefined,
): string | undefined {
  if (users === undefined) {
    return '';
  }
  const [scheme, value = ''] = (header ?? '').split(' ');
  const known = Object.entries(users);
  if (scheme === 'Bearer') {
    return known.find(([, token]) => token === value)?.[0];
  }
  const [name = '', ...rest] = Buffer.from(value, 'base64').toString('utf8').split(':');
  return scheme === 'Basic' && users[name] === rest.join(':') ? name : undefined;
}
