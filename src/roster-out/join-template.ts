const PERSON = ['Name:', 'Email:', 'Secondary email:', 'Phone:'].join('\n');

/**
 * The mail with which a ccTLD joins, to be filled in for two people. A person whose fields stay empty is left out.
 * @param labels with their dots, `.nl`, `.рф`.
 */
export function joinTemplate(labels: readonly string[]): string {
  return [`SUBSCRIBE ${labels.join(' ')}`, PERSON, '', PERSON].join('\n');
}
