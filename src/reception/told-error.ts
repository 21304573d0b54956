/** An error on its way from thread to thread, which would lose its code there, and its own name. */
export type ToldError = {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly code: string | null;
  readonly cause: ToldError | null;
};

const MOST_CAUSES = 3;

export function toldError(thrown: unknown, causes = MOST_CAUSES): ToldError {
  if (!(thrown instanceof Error)) return { name: 'Error', message: String(thrown), stack: '', code: null, cause: null };
  const { name, message, stack = '', cause } = thrown;
  const code = 'code' in thrown ? String(thrown.code) : null;
  return {
    name,
    message,
    stack,
    code,
    cause: cause === undefined || causes === 0 ? null : toldError(cause, causes - 1),
  };
}

export function heardError({ name, message, stack, code, cause }: ToldError): Error {
  const error = new Error(message, cause === null ? {} : { cause: heardError(cause) });
  return Object.assign(error, { name, stack }, code === null ? {} : { code });
}
