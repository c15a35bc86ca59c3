/** Name of the guard's policy and of its parameters; its bindings begin with it. */
export const GUARD = 'atoll-guard';

/** The role whose live grants let people through the guard. */
export const BREAK_GLASS_ROLE = 'limited-administrator';

/** Namespace label that says which region a namespace of a control cluster belongs to. */
export const REGION_LABEL = 'atoll.dev/region';

/** API group of the labels that kustomize-controller puts on all that it applies: `<group>/name`, `<group>/namespace`. */
export const APPLIED_BY = 'kustomize.toolkit.fluxcd.io';

/** The same of helm-controller. */
export const RELEASED_BY = 'helm.toolkit.fluxcd.io';
