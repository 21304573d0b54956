import { loadVocabularyWords } from '../../config/vocabulary-words.ts';
import { explain } from '../../intake/explain.ts';
import { whatIsNew } from '../../intake/seen-before.ts';
import { explanationJson } from '../explanation-json.ts';
import { explanationText } from '../explanation-text.ts';
import type { GivenEnvelope } from '../given-envelope.ts';
import type { Output } from '../output.ts';
import { savedMail } from '../saved-mail.ts';
import type { Workplace } from '../workplace.ts';

const WITHOUT_IP =
  'A file does not say which server delivered the mail, so SPF was left out. If you know it, add --ip ADDRESS.';

/** `explain FILE.eml`: what would happen to this mail if it came now, and why. Changes nothing. */
export async function explainFile(
  { house, intake, settings, store, clock }: Workplace,
  output: Output,
  file: string,
  envelope: GivenEnvelope,
): Promise<void> {
  const explanation = await explain(intake, await savedMail(file, envelope, clock()));
  const first = explanation.ok ? (await whatIsNew(store, explanation.examination.message)).first : null;
  const words = await loadVocabularyWords(settings.rulesDir);
  const notes = envelope.ip === undefined ? [WITHOUT_IP] : [];
  output.result(
    explanationJson(explanation, house.book, first),
    explanationText(explanation, house, words, notes, first),
  );
}
