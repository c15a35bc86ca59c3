/** One value, or a list of them; IAM takes both everywhere. */
export type OneOrMany = string | readonly string[];

/** Operators of a condition, their keys and values. */
export type PolicyCondition = Readonly<Record<string, Readonly<Record<string, OneOrMany>>>>;

/** Whom a statement is about: everybody, or ARNs, accounts, services and federations by their kind. */
export type PolicyPrincipal = '*' | Readonly<Partial<Record<PrincipalType, OneOrMany>>>;

/** A kind of principal, as IAM spells it. */
export type PrincipalType = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

/** A statement of a policy, as IAM takes it. Source: IAM User Guide, "IAM JSON policy element reference". */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: PolicyPrincipal;
  readonly NotPrincipal?: PolicyPrincipal;
  readonly Action?: OneOrMany;
  readonly NotAction?: OneOrMany;
  /** Absent in trust policies. */
  readonly Resource?: OneOrMany;
  readonly NotResource?: OneOrMany;
  readonly Condition?: PolicyCondition;
}

/** A policy, as IAM takes it. */
export interface PolicyDocument {
  /** Absent means 2008-10-17, in which policy variables are plain text. */
  readonly Version?: '2012-10-17' | '2008-10-17';
  readonly Id?: string;
  readonly Statement: PolicyStatement | readonly PolicyStatement[];
}

/** A policy and its name, by which a decision tells it. */
export interface NamedDocument {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** Gives the statements of a policy, also of one with a single statement. */
export function statementsOf(document: PolicyDocument): readonly PolicyStatement[] {
  const { Statement } = document;
  return Array.isArray(Statement) ? Statement : [Statement as PolicyStatement];
}

/** Gives the values of an element that takes one or many; none for an absent one. */
export function valuesOf(element: OneOrMany | undefined): readonly string[] {
  if (element === undefined) return [];
  return typeof element === 'string' ? [element] : element;
}
