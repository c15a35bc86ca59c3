import type { WatchEvent } from '@atoll/synth-run';
import { createStyle } from '../style.ts';
import type { Output } from '../cli-context.ts';

/** How bad it is. */
type Level = 'info' | 'warn' | 'error';

/** What a log says of each event: always the same words, so that they can be searched for. */
const MESSAGES: Readonly<Record<WatchEvent['event'], readonly [level: Level, message: string]>> = {
  started: ['info', 'Watch started'],
  'config-moved': ['info', 'Config repository moved'],
  'config-unreachable': ['error', 'Config repository cannot be reached'],
  'config-reachable': ['info', 'Config repository can be reached again'],
  proposal: ['info', 'Proposal judged'],
  'proposals-failed': ['error', 'Proposals could not be merged'],
  published: ['info', 'Published'],
  held: ['warn', 'Held back from publishing'],
  problem: ['error', 'Configuration is wrong'],
  'publish-failed': ['error', 'Publishing failed'],
  ready: ['info', 'Ready'],
  'not-ready': ['warn', 'Not ready'],
  stopping: ['info', 'Asked to stop, finishing the commit at hand'],
  stopped: ['info', 'Watch stopped'],
};

/** Characters that could rewrite a terminal or forge a line of a log: details quote files and other programs. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;

/** Gives the line of an event for a person: time, words, then its fields. */
export function renderWatchEvent(event: WatchEvent, at: Date, output: Output): string {
  const style = createStyle(output);
  const [level, message] = MESSAGES[event.event];
  const fields = Object.entries(event)
    .filter(([name, value]) => name !== 'event' && value !== undefined)
    .map(([name, value]) => `${name}=${renderValue(value)}`);
  const tone = level === 'error' ? 'red' : level === 'warn' ? 'yellow' : 'bold';
  return `${style('dim', at.toISOString())} ${style(tone, message)} ${fields.join(' ')}`.trimEnd();
}

/** Gives the line of an event for a program: one JSON document. */
export function renderWatchEventJson(event: WatchEvent, at: Date): string {
  const [level, message] = MESSAGES[event.event];
  return JSON.stringify({ time: at.toISOString(), level, message, ...event });
}

function renderValue(value: unknown): string {
  const text = Array.isArray(value) ? value.join(',') : String(value);
  const clean = text.replace(CONTROL, ' ');
  return /^[^\s"=]+$/.test(clean) ? clean : JSON.stringify(clean);
}
