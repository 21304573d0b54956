import type { YAMLError } from 'yaml';

/** What the YAML library found, for whoever writes the file; `otherwise` where it says so itself. */
export function yamlProblemText({ code, message }: Pick<YAMLError, 'code' | 'message'>, otherwise: string): string {
  if (code === 'DUPLICATE_KEY') return 'this key stands here a second time';
  if (code === 'MULTIPLE_DOCS')
    return 'a second document follows here: the file is one, so "---" may stand at its top only';
  return `${otherwise}: ${message}`;
}
