import type { ArticleFlag } from '../../model/article.ts';
import type { WhyArticle } from '../../store/views/why-articles.ts';
import { found, type Gate } from '../gate.ts';
import { clause, counted } from '../words.ts';

const LOSSES: Partial<Record<ArticleFlag, string>> = {
  paywall: 'The page is for subscribers: part of its text may be missing.',
  consent_wall: 'The page asked to agree to something instead of showing the article.',
  scripts_only: 'The page puts its text there by scripts, which are not run.',
  summary_only: 'It is a summary, not the whole text.',
  video: 'The page shows a film; what is said in it is not read.',
};

/** What of it was read as text. */
export const textGate: Gate = {
  name: 'text',
  question: 'What was read of it?',
  look(subject) {
    if (subject.article === null) return null;
    const { article } = subject;
    const losses = article.flags.flatMap((flag) => LOSSES[flag] ?? []);
    const isEmpty = article.text.trim() === '';
    return found(losses.length > 0 || isEmpty ? 'partly' : 'open', [
      isEmpty ? 'Only its headline was read: there is no text.' : readSentence(article),
      ...losses,
      article.flags.includes('live_blog') ? 'It is a live blog: what is added after it was read is not seen.' : null,
    ]);
  },
};

function readSentence({ text, language, source, textPlace }: WhyArticle): string {
  const words = text.split(/\s+/).filter(Boolean).length;
  const place = textPlace === null ? '' : ` (${clause(textPlace)})`;
  const tongue = language === null ? 'in a language that is not known' : `in the language ${clause(language)}`;
  return `${counted(words, 'word')}, ${counted(text.length, 'character')} ${tongue} were read from ${source === 'page' ? 'its page' : 'the feed item'}${place}.`;
}
