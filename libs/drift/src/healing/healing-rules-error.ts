import { AppError } from '@atoll/core';

/** What an agent is told about healing cannot be understood; `code` starts with `ERR_HEALING_`. */
export class HealingRulesError extends AppError {}
