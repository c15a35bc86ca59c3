import { describeAgentSoak } from './testing/describe-agent-soak.ts';

describeAgentSoak({ minutes: 20, noiseBytes: 12_000_000 });
