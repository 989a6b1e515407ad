import { counted } from '../../language/counted.ts';
import type { ArticleFlag } from '../../model/article.ts';
import type { WhyArticle } from '../../store/views/why-articles.ts';
import { found, type Gate } from '../gate.ts';
import { clause } from '../words.ts';

const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

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
      article.flags.includes('zoneless_date')
        ? 'Its page tells no time zone with its date, which is taken as UTC and may be some hours off.'
        : null,
      article.flags.includes('live_blog') ? 'It is a live blog: what is added after it was read is not seen.' : null,
    ]);
  },
};

function readSentence({ text, language, source }: WhyArticle): string {
  const words = text.split(/\s+/).filter(Boolean).length;
  const place = source === 'page' ? 'its page' : 'the feed item';
  return `${counted(words, 'word')}, ${counted(text.length, 'character')} in ${nameOf(language)} were read from ${place}.`;
}

/** `English (en)`; publishers may call anything a language. */
function nameOf(tag: string | null): string {
  if (tag === null) return 'a language that is not known';
  try {
    return `${languages.of(tag) ?? 'a language'} (${clause(tag)})`;
  } catch {
    return `a language (${clause(tag)})`;
  }
}
