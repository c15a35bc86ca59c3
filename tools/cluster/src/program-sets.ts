import { CONTROLLER_PROGRAMS, FLUX_PROGRAMS, GO_PROGRAMS, type GoProgram } from './go-programs.ts';

/** Programs that are built and cached together: a set costs only those who start it. */
export interface ProgramSet {
  /** Name for people. */
  readonly title: string;
  /** In the order of building. */
  readonly programs: readonly GoProgram[];
  /** Wall clock of a cold build on two cores, in minutes, for the line that announces it. */
  readonly buildMinutes: number;
}

/** What every cluster needs. */
export const API_SET: ProgramSet = { title: 'control plane', programs: GO_PROGRAMS, buildMinutes: 4 };

/** Kubernetes' own controllers. */
export const CONTROLLER_SET: ProgramSet = {
  title: 'controllers',
  programs: CONTROLLER_PROGRAMS,
  buildMinutes: 5,
};

/** Flux. */
export const FLUX_SET: ProgramSet = { title: 'Flux', programs: FLUX_PROGRAMS, buildMinutes: 5 };
