import { loadVocabularyWords } from '../../config/vocabulary-words.ts';
import { explain } from '../../intake/explain.ts';
import { explanationJson } from '../explanation-json.ts';
import { explanationText } from '../explanation-text.ts';
import type { Output } from '../output.ts';
import { type SavedEnvelope, savedMail } from '../saved-mail.ts';
import type { Workplace } from '../workplace.ts';

const WITHOUT_IP =
  'A file does not say which server delivered the mail, so SPF was left out. If you know it, add --ip ADDRESS.';

/** `explain FILE.eml`: what would happen to this mail if it came now, and why. Changes nothing. */
export async function explainFile(
  { house, intake, settings, clock }: Workplace,
  output: Output,
  file: string,
  envelope: SavedEnvelope,
): Promise<void> {
  const explanation = await explain(intake, await savedMail(file, envelope, clock()));
  const words = await loadVocabularyWords(settings.rulesDir);
  const notes = envelope.ip === undefined ? [WITHOUT_IP] : [];
  output.result(explanationJson(explanation), explanationText(explanation, house, words, notes));
}
