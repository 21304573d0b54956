import { loadVocabularyWords } from '../../config/vocabulary-words.ts';
import { type AuthenticatedMessage, proofWhenSeenAgain, type Reference } from '../../core/message.ts';
import { explain } from '../../intake/explain.ts';
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
  const first = explanation.ok ? await seenAs(store, explanation.examination.message) : null;
  const words = await loadVocabularyWords(settings.rulesDir);
  const notes = envelope.ip === undefined ? [WITHOUT_IP] : [];
  output.result(
    explanationJson(explanation, house.book, first),
    explanationText(explanation, house, words, notes, first),
  );
}

/** Its first reference where this very mail was decided before. */
function seenAs(store: Workplace['store'], message: AuthenticatedMessage): Promise<Reference | null> {
  const { replayKeys, proof } = message.authentication;
  return store.seenBefore(replayKeys, proofWhenSeenAgain(proof, message));
}
