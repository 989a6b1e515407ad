import { divide } from '../../../src/match/text/sentences.ts';
import { createTokens, type Tokens } from '../../../src/match/text/tokens.ts';
import { readTokens, readWords } from '../../../src/match/text/words.ts';

function tokensOf(text: string, language: string | null): Tokens {
  const tokens = createTokens();
  readTokens(text, language, tokens);
  return tokens;
}

function sentences(text: string, language: string | null = 'en'): string[] {
  return divide(text, tokensOf(text, language), language).sentences.map(({ start, end }) => text.slice(start, end));
}

function words(text: string, language: string | null = 'en'): string[] {
  return readWords(text, language).map(({ start, end }) => text.slice(start, end));
}

describe('sentences', () => {
  it.each([
    ['en', 'One came. Two went! “Why?” Nobody knew…', ['One came.', 'Two went!', '“Why?”', 'Nobody knew…']],
    ['en', '"Why?" he asked. No answer', ['"Why?" he asked.', 'No answer']],
    [
      'en',
      'Mr. J. Doe of the U.S. Army met approx. 3.5 men. Then left.',
      ['Mr. J. Doe of the U.S. Army met approx. 3.5 men.', 'Then left.'],
    ],
    ['en', 'A headline\n\nThe text', ['A headline', 'The text']],
    ['en', 'a line\nbroken', ['a line\nbroken']],
    ['en', 'It was May 3. Data came.', ['It was May 3.', 'Data came.']],
    ['de', 'Am 3. Oktober kam er. Er blieb.', ['Am 3. Oktober kam er.', 'Er blieb.']],
    ['zh', '警方要求。电报拒绝！结果', ['警方要求。', '电报拒绝！', '结果']],
    ['hi', 'पुलिस आई। वे गए।', ['पुलिस आई।', 'वे गए।']],
    ['en', ' \n "..." ', []],
  ])('in %s: %s', (language, text, expected) => {
    expect(sentences(text, language)).toEqual(expected);
  });
});

describe('words', () => {
  it.each([
    ['en', 'BKA-Chef, x_y & a+b (5G+)', ['BKA', 'Chef', 'x', 'y', 'a', 'b', '5G+']],
    ['en', "user’s users’ don't O’Neill", ['user’s', 'users', "don't", 'O’Neill']],
    ['en', 'C++, C#, AT&T, Marks&Spencer', ['C++', 'C#', 'AT&T', 'Marks', 'Spencer']],
    ['en', '1,000.50 at 10:30 on telegram.org', ['1,000.50', 'at', '10', '30', 'on', 'telegram', 'org']],
    ['fr', 'l’Élysée, aujourd’hui, qu’il', ['l', 'Élysée', 'aujourd’hui', 'qu', 'il']],
    [
      'zh',
      '联邦刑事警察局要求Telegram在2018年交出',
      ['联邦', '刑事', '警察局', '要求', 'Telegram', '在', '2018', '年', '交出'],
    ],
  ])('in %s: %s', (language, text, expected) => {
    expect(words(text, language)).toEqual(expected);
  });
});
