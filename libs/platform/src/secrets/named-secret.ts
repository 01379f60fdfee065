import { secretOf } from './secret-of';

/**
 * Passwords by name: the variable `<NAME>`, or the file that `<NAME>_FILE` names, read at every use. One that is missing, empty or
 * open to everybody on the machine is none.
 */
export function namedSecret(
  variables: Readonly<Record<string, string | undefined>>,
): (name: string) => string | undefined {
  return (name) => {
    const file = variables[`${name}_FILE`];
    if (file !== undefined && file !== '') return secretOf({ file })();
    const value = variables[name];
    return value === '' ? undefined : value;
  };
}
