import type { Cloud } from '@atoll/cloud';
import { aws } from '@atoll/cloud-aws';

/** Every cloud that Atoll knows: one line each. */
export const clouds: readonly Cloud[] = [aws];
