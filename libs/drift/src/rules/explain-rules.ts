import type { ElasticField, IgnoreRule } from '@atoll/agent-model';
import type { JudgedObject, JudgeRules } from '../compare/judge-object.ts';
import { listWrittenDifferences, type WrittenDifference } from '../compare/list-written-differences.ts';
import { redactPath } from '../compare/redact-path.ts';
import { defaultIgnoreRules } from './default-ignore-rules.ts';
import { findIgnoreRule } from './find-ignore-rule.ts';
import { holdsPath } from './holds-path.ts';
import { judgeElastic } from './judge-elastic.ts';
import { matchesObject, type StagedRef } from './match-object.ts';

/** Fields that a sentence names; the count says how many there are. */
const MOST_NAMED = 3;

/** What one rule does to the objects as they are now. */
export interface RuleUse {
  readonly list: 'ignore' | 'elastic';
  /** Place in its list, from 0. */
  readonly index: number;
  /** Objects that it is about. */
  readonly objects: number;
  /** Fields that would be drift without it. */
  readonly fields: readonly string[];
  /** Whether it looks like a slip: it can never do anything, or is no longer in force. */
  readonly isOdd: boolean;
  /** One sentence for a person. */
  readonly message: string;
}

/** What the rules are held against. */
export interface RuleQuestion {
  readonly ignore: readonly IgnoreRule[];
  readonly elastic: readonly ElasticField[];
  readonly owners: JudgeRules['owners'];
  readonly userAnnotation: JudgeRules['userAnnotation'];
  readonly hmac: JudgeRules['hmac'];
}

/**
 * Says of each ignore rule and each elastic field what it hides now, and which of them can never hide anything: because no
 * object is meant, because no object has such a field, or because its time is over. A rule that hides nothing and could is
 * not odd. It compares every object anew, so it is for a person who asks, not for each event.
 */
export function explainRules(rules: RuleQuestion, judged: readonly JudgedObject[]): readonly RuleUse[] {
  const seen = judged.map((object) => ({ object, differences: listOpenDifferences(object, rules) }));
  return [
    ...rules.ignore.map((rule, index) => {
      const isHidden = ({ object, written }: SeenDifference) =>
        findIgnoreRule([rule], toQuestion(object, written)) !== undefined;
      const end = rule.until !== undefined && judged.some(({ now }) => isOver(rule.until ?? '', now));
      return toUse({ list: 'ignore', index, rule, paths: rule.paths ?? [], isHidden, end }, seen, rules);
    }),
    ...rules.elastic.map((rule, index) => {
      const isHidden = ({ object: { ref }, written: { difference } }: SeenDifference) =>
        judgeElastic([rule], { object: ref, ...difference }) === 'inside';
      return toUse({ list: 'elastic', index, rule, paths: [rule.path], isHidden, end: false }, seen, rules);
    }),
  ];
}

interface SeenObject {
  readonly object: JudgedObject;
  readonly differences: readonly WrittenDifference[];
}

interface SeenDifference {
  readonly object: JudgedObject;
  readonly written: WrittenDifference;
}

interface AskedRule {
  readonly list: RuleUse['list'];
  readonly index: number;
  readonly rule: IgnoreRule | ElasticField;
  readonly paths: readonly string[];
  readonly isHidden: (seen: SeenDifference) => boolean;
  readonly end: boolean;
}

function toUse(asked: AskedRule, seen: readonly SeenObject[], { hmac }: RuleQuestion): RuleUse {
  const { list, index, rule, paths, isHidden, end } = asked;
  const meant = seen.filter(({ object }) => matchesObject(rule.match, object.ref));
  const fields = meant.flatMap(({ object, differences }) =>
    differences
      .filter((written) => isHidden({ object, written }))
      .map(({ difference }) => `${nameOf(object.ref)} ${redactPath(difference.path, hmac)}`),
  );
  const lost = paths.filter((path) => !meant.some(({ object }) => hasField(object, path)));
  const odd = explainOdd({ meant: meant.length, end, fields: fields.length, lost, paths });
  const use = fields.length === 0 ? 'hides nothing now' : `hides ${describeFields(fields)}`;
  return {
    list,
    index,
    objects: meant.length,
    fields,
    isOdd: odd !== undefined,
    message: `drift.${list}[${index}] ${odd ?? use}`,
  };
}

function explainOdd(found: {
  readonly meant: number;
  readonly end: boolean;
  readonly fields: number;
  readonly lost: readonly string[];
  readonly paths: readonly string[];
}): string | undefined {
  const { meant, end, fields, lost, paths } = found;
  if (end) return 'is over: its until has passed, take it out';
  if (meant === 0) return 'is about no object of this half; see its match';
  if (fields > 0 || paths.length === 0 || lost.length < paths.length) return undefined;
  return `names ${lost.join(', ')}, which none of its ${meant} objects has; see its path`;
}

function describeFields(fields: readonly string[]): string {
  const more = fields.length > MOST_NAMED ? ` and ${fields.length - MOST_NAMED} more` : '';
  return fields.slice(0, MOST_NAMED).join(', ') + more;
}

/** What is hidden already by the rules that are built in is no merit of another. */
function listOpenDifferences(object: JudgedObject, rules: RuleQuestion): readonly WrittenDifference[] {
  const { live } = object;
  if (live === undefined) return [];
  return listWrittenDifferences({ ...object, live }, rules).filter(
    (written) => findIgnoreRule(defaultIgnoreRules, toQuestion(object, written)) === undefined,
  );
}

function toQuestion({ ref, now }: JudgedObject, { difference, writer }: WrittenDifference) {
  return { object: ref, path: difference.path, manager: writer?.manager, now };
}

function hasField({ desired, live, canonical }: JudgedObject, path: string): boolean {
  return [desired, live, canonical?.object].some((object) => holdsPath(object, path));
}

function isOver(until: string, now: Date): boolean {
  return Date.parse(until) <= now.getTime();
}

function nameOf({ kind, namespace, name }: StagedRef): string {
  return namespace === undefined || namespace === '' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}
