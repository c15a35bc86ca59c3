/** Keys of the request and their values; a key's name is compared without case, as IAM does. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/** A request as IAM sees it. */
export interface AccessRequest {
  /** Such as `ec2:CreateVpc`. */
  readonly action: string;
  /** ARN; `*` for an action that knows no resources, which only a pattern for everything matches. */
  readonly resource: string;
  readonly context?: RequestContext;
}

/** Gives the values of a context key; undefined where the request does not have it or has no value in it. */
export function contextValues(
  context: RequestContext | undefined,
  key: string,
): readonly string[] | undefined {
  const wanted = key.toLowerCase();
  const found = Object.entries(context ?? {}).find(([name]) => name.toLowerCase() === wanted)?.[1];
  if (found === undefined || found.length === 0) return undefined;
  return typeof found === 'string' ? [found] : found;
}
