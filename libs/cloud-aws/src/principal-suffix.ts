/** Gives account and resource of an ARN in letters that an object name may hold: `111122223333-role-app`. */
export function principalSuffix(arn: string): string {
  const [account = '', resource = ''] = arn.split(':').slice(-2);
  return `${account}-${resource}`
    .toLowerCase()
    .replaceAll('/', '.')
    .replaceAll(/[^a-z0-9.-]/g, '-');
}
