import { InvalidArgumentError } from 'commander';

/**
 * Makes the parser of an option that may be given several times: each value joins those before.
 *
 * @param remedy what a person is told who gives an empty value, such as `Name the person.`
 */
export function collectValues(
  remedy: string,
): (value: string, previous: readonly string[]) => readonly string[] {
  return (value, previous) => {
    if (value === '') throw new InvalidArgumentError(remedy);
    return [...previous, value];
  };
}
