import { describe, expect, it } from 'vitest';
import { minimalRegion, replaceIn } from './testing/test-region.ts';
import { problemsOfRegion } from './testing/problems-of-region.ts';

/** What is wrong, the piece of the minimal region that is replaced, by what, and all problems as `code line:column path: message`. */
const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
  [
    'a field that stands twice',
    '  dns:',
    '  location: eu-west-2\n  dns:',
    ['ERR_CONFIG_DUPLICATE 10:3 spec.location: "location" stands twice; keep one'],
  ],
  [
    'a section that stands twice',
    '  dns:',
    '  network: {}\n  dns:',
    ['ERR_CONFIG_DUPLICATE 10:3 spec.network: "network" stands twice; keep one'],
  ],
  [
    'a field that stands twice in braces',
    'cidr: 10.40.0.0/16',
    'apiServer: { allowedCidrs: [], allowedCidrs: [] }',
    ['ERR_CONFIG_DUPLICATE 9:36 spec.network.apiServer.allowedCidrs: "allowedCidrs" stands twice; keep one'],
  ],
  [
    'a tab as indentation',
    '    cidr',
    '\tcidr',
    ['ERR_CONFIG_YAML 9:1: a tab stands in the indentation; indent with spaces'],
  ],
  [
    'an anchor',
    'location: eu-west-1',
    'location: &here eu-west-1',
    [
      'ERR_CONFIG_YAML 7:3 spec.location: anchors and aliases (&name, *name) are not allowed; write the value out, or quote it if text is meant',
    ],
  ],
  [
    'an alias of nothing',
    'location: eu-west-1',
    'location: *here',
    [
      'ERR_CONFIG_YAML 7:3 spec.location: anchors and aliases (&name, *name) are not allowed; write the value out, or quote it if text is meant',
    ],
  ],
  [
    'an anchor and its alias',
    'name: eu-west-1\nspec:\n  cloud: aws\n  location: eu-west-1',
    'name: &n eu-west-1\nspec:\n  cloud: aws\n  location: *n',
    [
      'ERR_CONFIG_YAML 4:3 metadata.name: anchors and aliases (&name, *name) are not allowed; write the value out, or quote it if text is meant',
      'ERR_CONFIG_YAML 7:3 spec.location: anchors and aliases (&name, *name) are not allowed; write the value out, or quote it if text is meant',
    ],
  ],
  [
    'a star as text',
    'location: eu-west-1',
    'location: * all',
    [
      'ERR_CONFIG_YAML 7:13: anchors and aliases (&name, *name) are not allowed; write the value out, or quote it if text is meant',
    ],
  ],
  [
    'an anchor on a mapping',
    '  network:',
    '  network: &net',
    [
      'ERR_CONFIG_YAML 8:3 spec.network: anchors and aliases (&name, *name) are not allowed; write the value out, or quote it if text is meant',
    ],
  ],
  [
    'a merge key',
    '  network:',
    '  network:\n    <<: { exposure: private }',
    ['ERR_CONFIG_YAML 9:5 spec.network: merge keys (<<) are not allowed; write the fields out'],
  ],
  [
    'a tag of YAML',
    '"111122223333"',
    '!!str 111122223333',
    [
      'ERR_CONFIG_YAML 13:5 spec.aws.account: tags (!name) are not allowed; remove the tag, or quote the value if text is meant',
    ],
  ],
  [
    'a tag for bytes',
    'location: eu-west-1',
    'location: !!binary aGVsbG8=',
    [
      'ERR_CONFIG_YAML 7:3 spec.location: tags (!name) are not allowed; remove the tag, or quote the value if text is meant',
    ],
  ],
  [
    'a custom tag',
    'location: eu-west-1',
    'location: !env LOCATION',
    [
      'ERR_CONFIG_YAML 7:3 spec.location: tags (!name) are not allowed; remove the tag, or quote the value if text is meant',
    ],
  ],
  [
    'a custom tag on a mapping',
    '  network:',
    '  network: !include',
    [
      'ERR_CONFIG_YAML 8:3 spec.network: tags (!name) are not allowed; remove the tag, or quote the value if text is meant',
    ],
  ],
  [
    'a tag with an unknown handle',
    'location: eu-west-1',
    'location: !e!x eu-west-1',
    [
      'ERR_CONFIG_YAML 7:13: tags (!name) are not allowed; remove the tag, or quote the value if text is meant',
    ],
  ],
  [
    'a number as a name',
    '  dns:',
    '  1: one\n  dns:',
    ['ERR_CONFIG_YAML 10:3 spec: the name of a field must be text; quote it if it is meant as a name'],
  ],
  [
    'a truth value as a name',
    '  dns:',
    '  true: one\n  dns:',
    ['ERR_CONFIG_YAML 10:3 spec: the name of a field must be text; quote it if it is meant as a name'],
  ],
  ['a list as a name', '  dns:', '  [a]: one\n  dns:', ['ERR_CONFIG_YAML 10:3: is not valid YAML here']],
  [
    'an empty name',
    '  dns:',
    '  : one\n  dns:',
    ['ERR_CONFIG_YAML 10:1 spec: the name of a field must be text; quote it if it is meant as a name'],
  ],
  [
    'a name of JavaScript',
    '  dns:',
    '  __proto__: { polluted: true }\n  dns:',
    ['ERR_CONFIG_YAML 10:3 spec: "__proto__" is not allowed as the name of a field'],
  ],
  [
    'a second document',
    '  dns:',
    '---\nkind: Region\n  dns:',
    [
      'ERR_CONFIG_YAML 10:1: a second document starts here; a file holds one document, so put each into a file of its own',
    ],
  ],
  [
    'a directive of the version',
    'apiVersion',
    '%YAML 1.1\n---\napiVersion',
    ['ERR_CONFIG_YAML 1:1: directives (%NAME) are not allowed; remove the line'],
  ],
  [
    'a directive of a tag',
    'apiVersion',
    '%TAG ! tag:example.com,2000:\n---\napiVersion',
    ['ERR_CONFIG_YAML 1:1: directives (%NAME) are not allowed; remove the line'],
  ],
  [
    'an unknown directive',
    'apiVersion',
    '%FOO\n---\napiVersion',
    ['ERR_CONFIG_YAML 1:1: directives (%NAME) are not allowed; remove the line'],
  ],
  [
    'a control character',
    'eu-west-1\nspec',
    'eu-west-1\u0000\nspec',
    ['ERR_CONFIG_YAML 4:18: the character U+0000 (control or invisible) is not allowed; remove it'],
  ],
  [
    'an escaped control character',
    '"111122223333"',
    '"1111\\0"',
    [
      'ERR_CONFIG_YAML 13:14 spec.aws.account: the character U+0000 (control or invisible) is not allowed; remove it',
    ],
  ],
  [
    'a quotation mark that is never closed',
    '"111122223333"',
    '"111122223333',
    ['ERR_CONFIG_YAML 13:14: a quotation mark is opened and never closed'],
  ],
  [
    'a bracket that is never closed',
    'cidr: 10.40.0.0/16',
    'apiServer: { allowedCidrs: [10.0.0.0/8 }',
    ['ERR_CONFIG_YAML 9:44: a "[" or "{" is opened and never closed, or the lines inside are not indented'],
  ],
  [
    'a missing comma',
    'account: "111122223333"',
    'account: "111122223333"\n    zones: ["a" "b"]',
    ['ERR_CONFIG_YAML 14:17: a "," is missing between two items'],
  ],
  [
    'a missing colon',
    'location: eu-west-1',
    'location eu-west-1',
    ['ERR_CONFIG_YAML 7:3: a ":" and a space are missing after the name of a field'],
  ],
  [
    'a colon without a space',
    'location: eu-west-1',
    'location:eu-west-1',
    ['ERR_CONFIG_YAML 7:3: a ":" and a space are missing after the name of a field'],
  ],
  [
    'two fields on one line',
    'location: eu-west-1',
    'location: eu-west-1: here',
    [
      'ERR_CONFIG_YAML 7:13: a field follows where a plain value stands; put it on a line of its own with the right indentation, or quote the value if ": " belongs to it',
    ],
  ],
  [
    'a field that is indented too far',
    '  location',
    '     location',
    [
      'ERR_CONFIG_YAML 6:10: a field follows where a plain value stands; put it on a line of its own with the right indentation, or quote the value if ": " belongs to it',
    ],
  ],
  [
    'a field that is indented too little',
    '    externalId',
    '   externalId',
    ['ERR_CONFIG_YAML 14:1: wrong indentation; the fields of one mapping start at the same column'],
  ],
  [
    'an item of a list among fields',
    'location: eu-west-1',
    'location: eu-west-1\n  - item',
    ['ERR_CONFIG_YAML 8:1: an item of a list ("- ") stands among the fields of a mapping'],
  ],
  [
    'a list that ends in a mapping',
    'account: "111122223333"',
    'zones:\n      - a\n      b: c',
    ['ERR_CONFIG_YAML 15:1: wrong indentation; the fields of one mapping start at the same column'],
  ],
  [
    'a value that starts with @',
    'location: eu-west-1',
    'location: @home',
    ['ERR_CONFIG_YAML 7:13: a value cannot start with this character; quote the value'],
  ],
  [
    'an unknown escape',
    '"111122223333"',
    '"C:\\dir"',
    [
      'ERR_CONFIG_YAML 13:17: a backslash inside double quotes starts no known escape; double the backslash, or use single quotes',
    ],
  ],
  [
    'text behind a quoted value',
    '"111122223333"',
    '"1111" 22223333',
    ['ERR_CONFIG_YAML 13:21: the text does not fit here; check the quotes, brackets and commas of this line'],
  ],
  [
    'a bracket that was never opened',
    'location: eu-west-1',
    'location: }',
    ['ERR_CONFIG_YAML 7:13: the text does not fit here; check the quotes, brackets and commas of this line'],
  ],
  [
    'a character that turns the direction',
    'kind: Region',
    'kind: Region # \u202e',
    ['ERR_CONFIG_YAML 2:16: the character U+202E (control or invisible) is not allowed; remove it'],
  ],
];

describe('a region with YAML outside of the subset', () => {
  it.each(cases)('reports %s with its place, its cause and the remedy', (_, piece, replacement, expected) => {
    const text = replaceIn(minimalRegion, piece, replacement);

    const problems = problemsOfRegion(text);

    expect(problems).toEqual(expected);
  });
});
