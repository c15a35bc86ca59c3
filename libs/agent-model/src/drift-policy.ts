/**
 * How far the agent goes, each step includes the ones before: look; tell people; ask Flux to reconcile; apply the full
 * manifest as its owner.
 */
export const driftPolicies = ['observe', 'notify', 'flux', 'apply'] as const;

/** How far the agent goes when an object drifted. */
export type DriftPolicy = (typeof driftPolicies)[number];

/** What healing an object costs: nothing; an interruption; data. The last is never done by itself. */
export const healClasses = ['safe', 'disruptive', 'destructive'] as const;

/** What healing an object costs. */
export type HealClass = (typeof healClasses)[number];
