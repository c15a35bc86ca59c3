import { describeAgentSoak } from './testing/describe-agent-soak.ts';

describeAgentSoak({ minutes: 2, noiseBytes: 24_000_000 });
